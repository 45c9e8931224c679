<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="fr" sourcelanguage="en">
    <context>
        <name>Any2Any</name>
        <message>
            <source>the setting in Options &gt; Any2Any</source>
            <translation>le réglage dans Options &gt; Any2Any</translation>
        </message>
        <message>
            <source>the environment variable {}</source>
            <translation>la variable d'environnement {}</translation>
        </message>
        <message>
            <source>the environment that Set up made</source>
            <translation>l'environnement créé par l'installation</translation>
        </message>
        <message>
            <source>the checkout's .venv</source>
            <translation>le .venv du dépôt source</translation>
        </message>
        <message>
            <source>Any2Any is not set up yet: press Set up in its panel, run the algorithm any2any:setup, or choose a Python under Settings &gt; Options &gt; Any2Any.</source>
            <translation>Any2Any n'est pas encore installé : cliquez sur Installer dans son panneau, lancez l'algorithme any2any:setup, ou choisissez un Python dans Préférences &gt; Options &gt; Any2Any.</translation>
        </message>
        <message>
            <source>The worker's Python {} ({}) cannot be used: {}. Choose another under Options &gt; Any2Any.</source>
            <translation>Le Python {} ({}) du processus de calcul est inutilisable : {}. Choisissez-en un autre dans Options &gt; Any2Any.</translation>
        </message>
        <message>
            <source>no answer within {:.0f} s</source>
            <translation>aucune réponse en {:.0f} s</translation>
        </message>
        <message>
            <source>it does not answer as Python does</source>
            <translation>il ne répond pas comme le fait Python</translation>
        </message>
        <message>
            <source>The worker's Python {} ({}) cannot be used ({}): press Set up in the Any2Any panel, or choose another under Options &gt; Any2Any.</source>
            <translation>Le Python {} ({}) du processus de calcul est inutilisable ({}) : cliquez sur Installer dans le panneau Any2Any, ou choisissez-en un autre dans Options &gt; Any2Any.</translation>
        </message>
        <message>
            <source>The model {} has no modality {!r}, only {}.</source>
            <translation>Le modèle {} n'a pas de modalité {!r}, seulement {}.</translation>
        </message>
        <message>
            <source>{} is not a model folder: its config.json cannot be read ({}).</source>
            <translation>{} n'est pas un dossier de modèle : son config.json ne peut pas être lu ({}).</translation>
        </message>
        <message>
            <source>{} is not the manifest of a model: {}.</source>
            <translation>{} n'est pas le manifeste d'un modèle : {}.</translation>
        </message>
        <message>
            <source>Model card</source>
            <translation>Fiche du modèle</translation>
        </message>
        <message>
            <source>The model in {} has no card ({}).</source>
            <translation>Le modèle dans {} n'a pas de fiche ({}).</translation>
        </message>
        <message>
            <source>not stated</source>
            <translation>non indiquée</translation>
        </message>
        <message>
            <source>{} {}, licence: {}</source>
            <translation>{} {}, licence : {}</translation>
        </message>
        <message>
            <source>Advanced</source>
            <translation>Avancé</translation>
        </message>
        <message>
            <source>As the preset says</source>
            <translation>Selon le préréglage</translation>
        </message>
        <message>
            <source>Sampling steps instead of the preset's.</source>
            <translation>Nombre de pas d'échantillonnage à la place de celui du préréglage.</translation>
        </message>
        <message>
            <source>That of the layer</source>
            <translation>Celle de la couche</translation>
        </message>
        <message>
            <source>Resample the layer to this pixel size first: the model knows only some sizes.</source>
            <translation>Rééchantillonner d'abord la couche à cette taille de pixel : le modèle n'en connaît que quelques-unes.</translation>
        </message>
        <message>
            <source>Another seed gives another plausible image.</source>
            <translation>Une autre graine donne une autre image plausible.</translation>
        </message>
        <message>
            <source>Translate with several seeds and write their mean.</source>
            <translation>Traduire avec plusieurs graines et écrire leur moyenne.</translation>
        </message>
        <message>
            <source>Add a layer of the standard deviation</source>
            <translation>Ajouter une couche d'écart type</translation>
        </message>
        <message>
            <source>The library that computes: PyTorch is only there if you installed it.</source>
            <translation>La bibliothèque qui calcule : PyTorch n’est présent que si vous l’avez installé.</translation>
        </message>
        <message>
            <source>Level of the result's reflectance: choose the top of the atmosphere to compare with level 1C images.</source>
            <translation>Niveau de la réflectance du résultat : choisir le sommet de l'atmosphère pour le comparer à des images de niveau 1C.</translation>
        </message>
        <message>
            <source>auto, cpu, cuda:0 or mps</source>
            <translation>auto, cpu, cuda:0 ou mps</translation>
        </message>
        <message>
            <source>Card</source>
            <translation>Fiche</translation>
        </message>
        <message>
            <source>What the model was trained on, how good it is, and where not to use it</source>
            <translation>Sur quoi le modèle a été entraîné, ce qu'il vaut et à quoi il ne doit pas servir</translation>
        </message>
        <message>
            <source>Steps</source>
            <translation>Pas</translation>
        </message>
        <message>
            <source>S&amp;eed</source>
            <translation>&amp;Graine</translation>
        </message>
        <message>
            <source>Sa&amp;mples</source>
            <translation>É&amp;chantillons</translation>
        </message>
        <message>
            <source>Rou&amp;te</source>
            <translation>I&amp;tinéraire</translation>
        </message>
        <message>
            <source>Pi&amp;xel size</source>
            <translation>Taille de pi&amp;xel</translation>
        </message>
        <message>
            <source>Reflecta&amp;nce of the result</source>
            <translation>Réflecta&amp;nce du résultat</translation>
        </message>
        <message>
            <source>Precision</source>
            <translation>Précision</translation>
        </message>
        <message>
            <source>Runtime</source>
            <translation>Moteur d’exécution</translation>
        </message>
        <message>
            <source>&amp;Device</source>
            <translation>&amp;Périphérique</translation>
        </message>
        <message>
            <source>M&amp;odel</source>
            <translation>M&amp;odèle</translation>
        </message>
        <message>
            <source>Area to translate</source>
            <translation>Zone à traduire</translation>
        </message>
        <message>
            <source>Whole layer</source>
            <translation>Couche entière</translation>
        </message>
        <message>
            <source>Map view</source>
            <translation>Vue de la carte</translation>
        </message>
        <message>
            <source>Rectangle drawn on the map</source>
            <translation>Rectangle dessiné sur la carte</translation>
        </message>
        <message>
            <source>Around the selected features</source>
            <translation>Autour des entités sélectionnées</translation>
        </message>
        <message>
            <source>&amp;Area</source>
            <translation>&amp;Zone</translation>
        </message>
        <message>
            <source>Draw a rectangle on the map.</source>
            <translation>Dessinez un rectangle sur la carte.</translation>
        </message>
        <message>
            <source>Select features of a vector layer, and make that layer the active one.</source>
            <translation>Sélectionnez des entités d'une couche vecteur et rendez cette couche active.</translation>
        </message>
        <message>
            <source>up to {}</source>
            <translation>jusqu'à {}</translation>
        </message>
        <message>
            <source>about {}</source>
            <translation>environ {}</translation>
        </message>
        <message>
            <source>about {} by the preview</source>
            <translation>environ {} d'après l'aperçu</translation>
        </message>
        <message>
            <source>time unknown before a preview</source>
            <translation>durée inconnue avant un aperçu</translation>
        </message>
        <message>
            <source>With holes</source>
            <translation>Avec les trous</translation>
        </message>
        <message>
            <source>Filled</source>
            <translation>Comblé</translation>
        </message>
        <message>
            <source>Filling a preview</source>
            <translation>Préparation d’un aperçu</translation>
        </message>
        <message>
            <source>The map view shows no hole of the image: move the map to one.</source>
            <translation>La carte ne montre aucun trou de l’image : déplacez-la vers un trou.</translation>
        </message>
        <message>
            <source>{} cannot be read.</source>
            <translation>{} ne peut pas être lu.</translation>
        </message>
        <message>
            <source>So&amp;urce</source>
            <translation>So&amp;urce</translation>
        </message>
        <message>
            <source>Se&amp;cond source</source>
            <translation>&amp;Deuxième source</translation>
        </message>
        <message>
            <source>No layer</source>
            <translation>Aucune couche</translation>
        </message>
        <message>
            <source>A layer that shows the ground under the holes, such as radar</source>
            <translation>Une couche qui montre le sol sous les trous, par exemple radar</translation>
        </message>
        <message>
            <source>Modality of the source</source>
            <translation>Modalité de la source</translation>
        </message>
        <message>
            <source>The layer is taken for {}, but: {}.</source>
            <translation>La couche est prise pour {}, mais : {}.</translation>
        </message>
        <message>
            <source>Image with holes</source>
            <translation>Image avec des trous</translation>
        </message>
        <message>
            <source>Choose a raster layer</source>
            <translation>Choisir une couche raster</translation>
        </message>
        <message>
            <source>Holes</source>
            <translation>Trous</translation>
        </message>
        <message>
            <source>Nodata of the image</source>
            <translation>Valeurs nulles de l’image</translation>
        </message>
        <message>
            <source>All values but 0; 3,8,9,10 of a scene classification</source>
            <translation>Toutes les valeurs sauf 0 ; 3,8,9,10 d’une classification de scène</translation>
        </message>
        <message>
            <source>Older image</source>
            <translation>Image plus ancienne</translation>
        </message>
        <message>
            <source>Temporary file</source>
            <translation>Fichier temporaire</translation>
        </message>
        <message>
            <source>Pre&amp;view a hole</source>
            <translation>&amp;Aperçu d’un trou</translation>
        </message>
        <message>
            <source>&amp;Fill</source>
            <translation>&amp;Remplir</translation>
        </message>
        <message>
            <source>Fill the hole nearest to the middle of the map view</source>
            <translation>Combler le trou le plus proche du centre de la carte</translation>
        </message>
        <message>
            <source>&amp;Image with holes</source>
            <translation>&amp;Image avec des trous</translation>
        </message>
        <message>
            <source>&amp;Holes</source>
            <translation>&amp;Trous</translation>
        </message>
        <message>
            <source>&amp;Band of the holes</source>
            <translation>&amp;Bande des trous</translation>
        </message>
        <message>
            <source>C&amp;lasses that are holes</source>
            <translation>C&amp;lasses qui sont des trous</translation>
        </message>
        <message>
            <source>&amp;Older image</source>
            <translation>Image plus an&amp;cienne</translation>
        </message>
        <message>
            <source>&amp;Save to</source>
            <translation>&amp;Enregistrer sous</translation>
        </message>
        <message>
            <source>Choose the image with holes.</source>
            <translation>Choisissez l’image avec des trous.</translation>
        </message>
        <message>
            <source>Choose a source or an older image: something has to show the ground.</source>
            <translation>Choisissez une source ou une image plus ancienne : quelque chose doit montrer le sol.</translation>
        </message>
        <message>
            <source>The image cannot fill its own holes: choose another source.</source>
            <translation>L’image ne peut pas combler ses propres trous : choisissez une autre source.</translation>
        </message>
        <message>
            <source>{}: holes</source>
            <translation>{} : trous</translation>
        </message>
        <message>
            <source>Translate</source>
            <translation>Traduire</translation>
        </message>
        <message>
            <source>Fill gaps</source>
            <translation>Combler les trous</translation>
        </message>
        <message>
            <source>{} translation(s) will be stopped. Leave QGIS?</source>
            <translation>{} traduction(s) seront arrêtées. Quitter QGIS ?</translation>
        </message>
        <message>
            <source>Show</source>
            <translation>Afficher</translation>
        </message>
        <message>
            <source>Add to this project</source>
            <translation>Ajouter à ce projet</translation>
        </message>
        <message>
            <source>{} translation(s) of the closed project continue; their results go to files.</source>
            <translation>{} traduction(s) du projet fermé continuent ; leurs résultats vont dans des fichiers.</translation>
        </message>
        <message>
            <source>Stop them</source>
            <translation>Les arrêter</translation>
        </message>
        <message>
            <source>Run anyway?</source>
            <translation>Exécuter quand même ?</translation>
        </message>
        <message>
            <source>{} exists. Replace it?</source>
            <translation>{} existe. Le remplacer ?</translation>
        </message>
        <message>
            <source>{} × {} pixels will be downloaded from {}. Continue?</source>
            <translation>{} × {} pixels seront téléchargés depuis {}. Continuer ?</translation>
        </message>
        <message>
            <source>The translation cannot be prepared.</source>
            <translation>La traduction ne peut pas être préparée.</translation>
        </message>
        <message>
            <source>Starting</source>
            <translation>Démarrage</translation>
        </message>
        <message>
            <source>Cancelled.</source>
            <translation>Annulé.</translation>
        </message>
        <message>
            <source>Stopping</source>
            <translation>Arrêt en cours</translation>
        </message>
        <message>
            <source>The translation failed.</source>
            <translation>La traduction a échoué.</translation>
        </message>
        <message>
            <source>Its project was closed: the result is in {}.</source>
            <translation>Son projet a été fermé : le résultat est dans {}.</translation>
        </message>
        <message>
            <source>The result {} cannot be opened.</source>
            <translation>Le résultat {} ne peut pas être ouvert.</translation>
        </message>
        <message>
            <source>Run before the job above</source>
            <translation>Exécuter avant la tâche du dessus</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>Annuler</translation>
        </message>
        <message>
            <source>Stop this job</source>
            <translation>Arrêter cette tâche</translation>
        </message>
        <message>
            <source>Resume</source>
            <translation>Reprendre</translation>
        </message>
        <message>
            <source>Continue with the finished rows</source>
            <translation>Continuer avec les lignes terminées</translation>
        </message>
        <message>
            <source>Keep part</source>
            <translation>Garder la partie</translation>
        </message>
        <message>
            <source>Add the finished rows as a layer</source>
            <translation>Ajouter les lignes terminées comme couche</translation>
        </message>
        <message>
            <source>Zoom to the result</source>
            <translation>Zoomer sur le résultat</translation>
        </message>
        <message>
            <source>Compare</source>
            <translation>Comparer</translation>
        </message>
        <message>
            <source>Drag a line between the result and its source on the map</source>
            <translation>Faire glisser une ligne entre le résultat et sa source sur la carte</translation>
        </message>
        <message>
            <source>Again with…</source>
            <translation>Refaire avec…</translation>
        </message>
        <message>
            <source>Fill in the panel as for this job</source>
            <translation>Remplir le panneau comme pour cette tâche</translation>
        </message>
        <message>
            <source>Remove from the list</source>
            <translation>Retirer de la liste</translation>
        </message>
        <message>
            <source>Waiting</source>
            <translation>En attente</translation>
        </message>
        <message>
            <source>{} of {} windows</source>
            <translation>{} fenêtres sur {}</translation>
        </message>
        <message>
            <source>{} left</source>
            <translation>reste {}</translation>
        </message>
        <message>
            <source>Done: {}</source>
            <translation>Terminé : {}</translation>
        </message>
        <message>
            <source>Band of the layer that is {}</source>
            <translation>Bande de la couche qui est {}</translation>
        </message>
        <message>
            <source>{} (synthetic, in progress)</source>
            <translation>{} (synthétique, en cours)</translation>
        </message>
        <message>
            <source>The Python that runs the Any2Any worker</source>
            <translation>Le Python qui exécute le processus de calcul d'Any2Any</translation>
        </message>
        <message>
            <source>Found automatically</source>
            <translation>Trouvé automatiquement</translation>
        </message>
        <message>
            <source>The system's certificates</source>
            <translation>Les certificats du système</translation>
        </message>
        <message>
            <source>The default package index</source>
            <translation>L'index de paquets par défaut</translation>
        </message>
        <message>
            <source> min</source>
            <translation> min</translation>
        </message>
        <message>
            <source>Never</source>
            <translation>Jamais</translation>
        </message>
        <message>
            <source>Check</source>
            <translation>Vérifier</translation>
        </message>
        <message>
            <source>Check shows versions and paths here: add them to a bug report.</source>
            <translation>Vérifier affiche ici les versions et les chemins : joignez-les à un rapport de bogue.</translation>
        </message>
        <message>
            <source>The model runs in a process of its own. If the field Python is empty, the environment variable {}, the environment that Set up made, and the .venv of a source checkout are used, in this order. Another Python needs 3.11 or newer with torch, rasterio and safetensors; fine-tuning also needs accelerate and pyyaml.</source>
            <translation>Le modèle s'exécute dans un processus à part. Si le champ Python est vide, la variable d'environnement {}, l'environnement créé par l'installation et le .venv d'un dépôt source sont utilisés, dans cet ordre. Un autre Python doit être en version 3.11 ou plus récente avec torch, rasterio et safetensors ; l'ajustement fin demande aussi accelerate et pyyaml.</translation>
        </message>
        <message>
            <source>Python</source>
            <translation>Python</translation>
        </message>
        <message>
            <source>Folder of environments</source>
            <translation>Dossier des environnements</translation>
        </message>
        <message>
            <source>Package index or mirror</source>
            <translation>Index de paquets ou miroir</translation>
        </message>
        <message>
            <source>CA file</source>
            <translation>Fichier d'autorités de certification</translation>
        </message>
        <message>
            <source>Free memory after</source>
            <translation>Libérer la mémoire après</translation>
        </message>
        <message>
            <source>Checking, up to a minute...</source>
            <translation>Vérification, jusqu'à une minute...</translation>
        </message>
        <message>
            <source>Check the Any2Any worker</source>
            <translation>Vérifier le processus de calcul d'Any2Any</translation>
        </message>
        <message>
            <source>Translating a preview</source>
            <translation>Traduction d'un aperçu</translation>
        </message>
        <message>
            <source>No preview: the choices above are not complete.</source>
            <translation>Pas d'aperçu : les choix ci-dessus ne sont pas complets.</translation>
        </message>
        <message>
            <source>A job is running: the preview follows when it has ended.</source>
            <translation>Un travail est en cours : l'aperçu suivra quand il sera terminé.</translation>
        </message>
        <message>
            <source>A preview with {} steps takes long: press Preview to make it.</source>
            <translation>Un aperçu avec {} étapes est long : appuyer sur Aperçu pour le faire.</translation>
        </message>
        <message>
            <source>The layer that {} was made from is not open.</source>
            <translation>La couche dont {} est issue n'est pas ouverte.</translation>
        </message>
        <message>
            <source>{} (synthetic, finished rows)</source>
            <translation>{} (synthétique, lignes terminées)</translation>
        </message>
        <message>
            <source>Compare with its source</source>
            <translation>Comparer avec sa source</translation>
        </message>
        <message>
            <source>Translate again with…</source>
            <translation>Traduire à nouveau avec…</translation>
        </message>
        <message>
            <source>Sample (Sentinel-1)</source>
            <translation>Exemple (Sentinel-1)</translation>
        </message>
        <message>
            <source>Source and result are in the project.</source>
            <translation>La source et le résultat sont dans le projet.</translation>
        </message>
        <message>
            <source>A Python 3.11 or newer with the packages</source>
            <translation>Un Python 3.11 ou plus récent avec les paquets</translation>
        </message>
        <message>
            <source>Offline bundle</source>
            <translation>Paquet hors ligne</translation>
        </message>
        <message>
            <source>Translating the sample</source>
            <translation>Traduction de l'exemple</translation>
        </message>
        <message>
            <source>Use an existing Python...</source>
            <translation>Utiliser un Python existant...</translation>
        </message>
        <message>
            <source>From an offline bundle...</source>
            <translation>Depuis un paquet hors ligne...</translation>
        </message>
        <message>
            <source>Copy diagnostics</source>
            <translation>Copier le diagnostic</translation>
        </message>
        <message>
            <source>Try the sample</source>
            <translation>Essayer l'exemple</translation>
        </message>
        <message>
            <source>Continue to the panel</source>
            <translation>Continuer vers le panneau</translation>
        </message>
        <message>
            <source>Repair</source>
            <translation>Réparer</translation>
        </message>
        <message>
            <source>Remove</source>
            <translation>Supprimer</translation>
        </message>
        <message>
            <source>Any2Any needs its own Python packages</source>
            <translation>Any2Any a besoin de ses propres paquets Python</translation>
        </message>
        <message>
            <source>They are downloaded into a folder of their own: QGIS and other plugins stay as they are, and Remove takes everything away again.</source>
            <translation>Ils sont téléchargés dans un dossier à part : QGIS et les autres extensions restent tels quels, et Supprimer enlève tout.</translation>
        </message>
        <message>
            <source>Set up (about {:.0f} MB)</source>
            <translation>Installer (environ {:.0f} Mo)</translation>
        </message>
        <message>
            <source>Setting up</source>
            <translation>Installation</translation>
        </message>
        <message>
            <source>Removing the packages</source>
            <translation>Suppression des paquets</translation>
        </message>
        <message>
            <source>Try again</source>
            <translation>Réessayer</translation>
        </message>
        <message>
            <source>Network options...</source>
            <translation>Options réseau...</translation>
        </message>
        <message>
            <source>Any2Any options...</source>
            <translation>Options d'Any2Any...</translation>
        </message>
        <message>
            <source>Continue with the processor</source>
            <translation>Continuer avec le processeur</translation>
        </message>
        <message>
            <source>This did not work; Any2Any stays as it was</source>
            <translation>Cela n’a pas fonctionné ; Any2Any reste tel quel</translation>
        </message>
        <message>
            <source>Any2Any is not set up</source>
            <translation>Any2Any n'est pas installé</translation>
        </message>
        <message>
            <source>Any2Any is ready</source>
            <translation>Any2Any est prêt</translation>
        </message>
        <message>
            <source>Use the graphics card {} (about {:.0f} MB)</source>
            <translation>Utiliser la carte graphique {} (environ {:.0f} Mo)</translation>
        </message>
        <message>
            <source>Device in use: {}</source>
            <translation>Périphérique utilisé : {}</translation>
        </message>
        <message>
            <source>Remove ({:.0f} MB)</source>
            <translation>Supprimer ({:.0f} Mo)</translation>
        </message>
        <message>
            <source>It uses a Python from the options, or one that was found.</source>
            <translation>Il utilise un Python choisi dans les options ou trouvé.</translation>
        </message>
        <message>
            <source>Layer to translate</source>
            <translation>Couche à traduire</translation>
        </message>
        <message>
            <source>Open a raster file</source>
            <translation>Ouvrir un fichier raster</translation>
        </message>
        <message>
            <source>Source modality</source>
            <translation>Modalité source</translation>
        </message>
        <message>
            <source>Bands</source>
            <translation>Bandes</translation>
        </message>
        <message>
            <source>&amp;Layer</source>
            <translation>&amp;Couche</translation>
        </message>
        <message>
            <source>&amp;From</source>
            <translation>&amp;De</translation>
        </message>
        <message>
            <source>Choose a raster layer.</source>
            <translation>Choisissez une couche raster.</translation>
        </message>
        <message>
            <source>{} needs {} bands, this layer has {}.</source>
            <translation>{} demande {} bandes, cette couche en a {}.</translation>
        </message>
        <message>
            <source>QGIS cannot open {} as a raster.</source>
            <translation>QGIS ne peut pas ouvrir {} comme raster.</translation>
        </message>
        <message>
            <source>looks like {}: {}</source>
            <translation>ressemble à {} : {}</translation>
        </message>
        <message>
            <source>chosen by you</source>
            <translation>choisi par vous</translation>
        </message>
        <message>
            <source>&amp;To</source>
            <translation>&amp;Vers</translation>
        </message>
        <message>
            <source>This is what the layer shows.</source>
            <translation>C'est ce que montre la couche.</translation>
        </message>
        <message>
            <source>Trained direction, translated through {} by your choice</source>
            <translation>Direction entraînée, traduite via {} selon votre choix</translation>
        </message>
        <message>
            <source>Trained direction</source>
            <translation>Direction entraînée</translation>
        </message>
        <message>
            <source>* Zero-shot: not trained, translated through {}</source>
            <translation>* Sans entraînement : traduit par {}</translation>
        </message>
        <message>
            <source>* Zero-shot: not trained on this direction</source>
            <translation>* Sans entraînement sur cette direction</translation>
        </message>
        <message>
            <source>Translate to {}</source>
            <translation>Traduire vers {}</translation>
        </message>
        <message>
            <source>Pre&amp;view</source>
            <translation>&amp;Aperçu</translation>
        </message>
        <message>
            <source>&amp;Run</source>
            <translation>&amp;Lancer</translation>
        </message>
        <message>
            <source>Translate the middle of the map view</source>
            <translation>Traduire le milieu de la vue de la carte</translation>
        </message>
        <message>
            <source>&amp;Preset</source>
            <translation>P&amp;réréglage</translation>
        </message>
        <message>
            <source>Choose an area: a map service has no end.</source>
            <translation>Choisissez une zone : un service de cartes n'a pas de fin.</translation>
        </message>
        <message>
            <source>The plugin is removed; the packages that it downloaded are still in {}.</source>
            <translation>L'extension est supprimée ; les paquets qu'elle a téléchargés sont encore dans {}.</translation>
        </message>
        <message>
            <source>Remove them ({:.0f} MB)</source>
            <translation>Les supprimer ({:.0f} Mo)</translation>
        </message>
        <message>
            <source>Units of the values</source>
            <translation>Unités des valeurs</translation>
        </message>
        <message>
            <source>Processing level of the reflectance</source>
            <translation>Niveau de traitement de la réflectance</translation>
        </message>
        <message>
            <source>The model works with surface reflectance. Top-of-atmosphere reflectance is converted to it first.</source>
            <translation>Le modèle connaît la réflectance à la surface ; celle du sommet de l'atmosphère y est ramenée.</translation>
        </message>
        <message>
            <source>Reflectan&amp;ce</source>
            <translation>Réflectan&amp;ce</translation>
        </message>
        <message>
            <source>&amp;Units</source>
            <translation>&amp;Unités</translation>
        </message>
        <message>
            <source>Its values look like “{}”, but “{}” is chosen.</source>
            <translation>Ses valeurs ressemblent à « {} », mais « {} » est choisi.</translation>
        </message>
        <message>
            <source>Computed on {}. Click for the set-up: repair, remove, graphics card.</source>
            <translation>Calculé sur {}. Cliquez pour l’installation : réparer, supprimer, carte graphique.</translation>
        </message>
        <message>
            <source>The layer {} is a map service: choose an area, such as the map view.</source>
            <translation>La couche {} est un service de cartes : choisissez une zone, par exemple la vue de la carte.</translation>
        </message>
        <message>
            <source>The extent {} does not touch the layer {}, which covers {}.</source>
            <translation>L'étendue {} ne touche pas la couche {}, qui couvre {}.</translation>
        </message>
        <message>
            <source>The area has {} × {} pixels: choose a smaller one, at most {} × {}.</source>
            <translation>La zone a {} × {} pixels : choisissez-en une plus petite, au plus {} × {}.</translation>
        </message>
        <message>
            <source>The layer {} is a map service without end: export the area to a GeoTIFF first.</source>
            <translation>La couche {} est un service cartographique sans limites : exporter d'abord la zone en GeoTIFF.</translation>
        </message>
        <message>
            <source>Exporting the layer {}</source>
            <translation>Exportation de la couche {}</translation>
        </message>
        <message>
            <source>The layer has no picture of this area: its service does not answer, or covers another place.</source>
            <translation>La couche n'a pas d'image de cette zone : son service ne répond pas, ou couvre un autre endroit.</translation>
        </message>
        <message>
            <source>The layer gave no picture of {} % of the area: the result has no data there.</source>
            <translation>La couche n’a fourni aucune image pour {} % de la zone : le résultat n’y a pas de données.</translation>
        </message>
        <message>
            <source>The layer cannot be exported: save it as a GeoTIFF first.</source>
            <translation>La couche ne peut pas être exportée : enregistrez-la d'abord en GeoTIFF.</translation>
        </message>
        <message>
            <source>The layer cannot be exported: error {} of QGIS's writer.</source>
            <translation>La couche ne peut pas être exportée : erreur {} de l'écriture de QGIS.</translation>
        </message>
        <message>
            <source>The layer cannot be resampled: {}</source>
            <translation>La couche ne peut pas être rééchantillonnée : {}</translation>
        </message>
        <message>
            <source>{} cannot be written.</source>
            <translation>{} ne peut pas être écrit.</translation>
        </message>
        <message>
            <source>synthetic {}: Any2Any wrote this file</source>
            <translation>{} synthétique : Any2Any a écrit ce fichier</translation>
        </message>
        <message>
            <source>band {} is named {}</source>
            <translation>la bande {} s'appelle {}</translation>
        </message>
        <message>
            <source>{} bands named {}</source>
            <translation>{} bandes nommées {}</translation>
        </message>
        <message>
            <source>wavelengths of {} nm</source>
            <translation>longueurs d'onde de {} nm</translation>
        </message>
        <message>
            <source>colour bands red, green and blue</source>
            <translation>bandes de couleur rouge, vert et bleu</translation>
        </message>
        <message>
            <source>complex values, as only radar has</source>
            <translation>valeurs complexes, que seul le radar possède</translation>
        </message>
        <message>
            <source>values around {:.0f} are decibels</source>
            <translation>des valeurs autour de {:.0f} sont des décibels</translation>
        </message>
        <message>
            <source>the name {} says so</source>
            <translation>le nom {} le dit</translation>
        </message>
        <message>
            <source>guessed from its {} band(s) only: please check</source>
            <translation>seul le nombre de {} bande(s) le suggère : vérifiez</translation>
        </message>
        <message>
            <source>{}: holes filled (partly synthetic)</source>
            <translation>{} : trous comblés (en partie synthétique)</translation>
        </message>
        <message>
            <source>{}: synthetic pixels</source>
            <translation>{} : pixels synthétiques</translation>
        </message>
        <message>
            <source>{}: outline of the filled parts</source>
            <translation>{} : contour des parties comblées</translation>
        </message>
        <message>
            <source>{}: error (result minus truth)</source>
            <translation>{} : erreur (résultat moins réalité)</translation>
        </message>
        <message>
            <source>Training tiles</source>
            <translation>Tuiles d'entraînement</translation>
        </message>
        <message>
            <source>Train</source>
            <translation>Entraînement</translation>
        </message>
        <message>
            <source>Validation</source>
            <translation>Validation</translation>
        </message>
        <message>
            <source>Test</source>
            <translation>Test</translation>
        </message>
        <message>
            <source>The layer {} has no file: choose an index that Export training tiles wrote.</source>
            <translation>La couche {} n'est dans aucun fichier : choisissez un index écrit par Exporter des tuiles d'entraînement.</translation>
        </message>
        <message>
            <source>{} holds no finished rows.</source>
            <translation>{} ne contient aucune ligne terminée.</translation>
        </message>
        <message>
            <source>The finished rows in {} cannot be read any more.</source>
            <translation>Les lignes terminées dans {} ne peuvent plus être lues.</translation>
        </message>
        <message>
            <source>{} steps</source>
            <translation>{} pas</translation>
        </message>
        <message>
            <source>seed {}</source>
            <translation>graine {}</translation>
        </message>
        <message>
            <source>{} {} standard deviation (synthetic, from {}; {})</source>
            <translation>{} {} écart type (synthétique, depuis {} ; {})</translation>
        </message>
        <message>
            <source>{} {} (synthetic, from {}; {})</source>
            <translation>{} {} (synthétique, depuis {} ; {})</translation>
        </message>
        <message>
            <source>Synthetic {target} image, translated from the {source} image {name} by the model {model} ({digest}), {steps} sampling steps, seed {seed}. It shows a plausible image predicted by the model, not what a sensor measured.</source>
            <translation>Image {target} synthétique, traduite de l'image {source} {name} par le modèle {model} ({digest}), {steps} pas d'échantillonnage, graine {seed}. Elle montre une image plausible prédite par le modèle, pas ce qu'un capteur a mesuré.</translation>
        </message>
        <message>
            <source> It is the mean of {} samples.</source>
            <translation> C'est la moyenne de {} échantillons.</translation>
        </message>
        <message>
            <source>Standard deviation over {} samples: where it is large, the model's own answers disagree. It is not an error bar: errors that all samples share do not show in it. About the image that it belongs to: {}</source>
            <translation>Écart type sur {} échantillons : là où il est grand, les réponses du modèle divergent. Ce n'est pas une barre d'erreur : ce que le modèle n'a jamais vu n'y figure pas. À propos de l'image concernée : {}</translation>
        </message>
        <message>
            <source> It was translated through {}.</source>
            <translation> Elle a été traduite par {}.</translation>
        </message>
        <message>
            <source> The model was not trained on this direction (zero-shot).</source>
            <translation> Le modèle n'a pas été entraîné sur cette direction (zero-shot).</translation>
        </message>
        <message>
            <source>{}: synthetic</source>
            <translation>{} : synthétique</translation>
        </message>
        <message>
            <source>model: {}</source>
            <translation>modèle : {}</translation>
        </message>
        <message>
            <source>{time}: translated from {name} ({source}) with {model}, {steps} steps, seed {seed}</source>
            <translation>{time} : traduit de {name} ({source}) avec {model}, {steps} pas, graine {seed}</translation>
        </message>
        <message>
            <source>The layer {} is no longer in the project: add it again.</source>
            <translation>La couche {} n’est plus dans le projet : ajoutez-la de nouveau.</translation>
        </message>
        <message>
            <source>The layer {} comes from {}, which the worker cannot read: export it to a GeoTIFF (Export &gt; Save As...) first.</source>
            <translation>La couche {} vient de {}, que le processus de calcul ne peut pas lire : exportez-la d'abord en GeoTIFF (Exporter &gt; Enregistrer sous...).</translation>
        </message>
        <message>
            <source>The layer {} is being edited: save the edits or export it to a GeoTIFF first.</source>
            <translation>La couche {} est en cours d'édition : enregistrez les modifications ou exportez-la d'abord en GeoTIFF.</translation>
        </message>
        <message>
            <source>The layer {} was opened with options ({}): export it to a GeoTIFF first.</source>
            <translation>La couche {} a été ouverte avec des options ({}) : exportez-la d'abord en GeoTIFF.</translation>
        </message>
        <message>
            <source>The layer {} is held in the memory of QGIS: export it to a GeoTIFF first.</source>
            <translation>La couche {} est dans la mémoire de QGIS : exportez-la d'abord en GeoTIFF.</translation>
        </message>
        <message>
            <source>The layer {} is placed by ground control points: export it to a GeoTIFF first.</source>
            <translation>La couche {} est placée par des points de calage : exportez-la d'abord en GeoTIFF.</translation>
        </message>
        <message>
            <source>The raster {} cannot be opened any more.</source>
            <translation>Le raster {} ne peut plus être ouvert.</translation>
        </message>
        <message>
            <source>False colour (NIR, red, green)</source>
            <translation>Fausses couleurs (NIR, rouge, vert)</translation>
        </message>
        <message>
            <source>Short wave infrared (SWIR, NIR, red)</source>
            <translation>Infrarouge à ondes courtes (SWIR, NIR, rouge)</translation>
        </message>
        <message>
            <source>True colour</source>
            <translation>Couleurs naturelles</translation>
        </message>
        <message>
            <source>measured</source>
            <translation>mesuré</translation>
        </message>
        <message>
            <source>synthetic</source>
            <translation>synthétique</translation>
        </message>
        <message>
            <source>hole that no source shows</source>
            <translation>trou qu'aucune source ne montre</translation>
        </message>
        <message>
            <source>Automatic</source>
            <translation>Automatique</translation>
        </message>
        <message>
            <source>Reflectance (0 to 1)</source>
            <translation>Réflectance (0 à 1)</translation>
        </message>
        <message>
            <source>Reflectance × 10000</source>
            <translation>Réflectance × 10000</translation>
        </message>
        <message>
            <source>Reflectance × 10000 + 1000 (Sentinel-2 since 2022)</source>
            <translation>Réflectance × 10000 + 1000 (Sentinel-2 depuis 2022)</translation>
        </message>
        <message>
            <source>Landsat Collection 2 numbers</source>
            <translation>Nombres de Landsat Collection 2</translation>
        </message>
        <message>
            <source>Landsat Collection 2 level 1 numbers</source>
            <translation>Nombres de Landsat Collection 2 niveau 1</translation>
        </message>
        <message>
            <source>8-bit picture</source>
            <translation>Image 8 bits</translation>
        </message>
        <message>
            <source>Decibels</source>
            <translation>Décibels</translation>
        </message>
        <message>
            <source>Decibels × 10</source>
            <translation>Décibels × 10</translation>
        </message>
        <message>
            <source>Decibels × 100</source>
            <translation>Décibels × 100</translation>
        </message>
        <message>
            <source>Linear power</source>
            <translation>Puissance linéaire</translation>
        </message>
        <message>
            <source>Amplitude</source>
            <translation>Amplitude</translation>
        </message>
        <message>
            <source>8-bit picture of amplitude</source>
            <translation>Image 8 bits d'amplitude</translation>
        </message>
        <message>
            <source>8-bit picture of decibels</source>
            <translation>Image 8 bits de décibels</translation>
        </message>
        <message>
            <source>Kelvin</source>
            <translation>Kelvin</translation>
        </message>
        <message>
            <source>Degrees Celsius</source>
            <translation>Degrés Celsius</translation>
        </message>
        <message>
            <source>Landsat Collection 2 temperature</source>
            <translation>Température de Landsat Collection 2</translation>
        </message>
        <message>
            <source>Scale and offset of the file</source>
            <translation>Échelle et décalage du fichier</translation>
        </message>
        <message>
            <source>Fast (1 step, smooth)</source>
            <translation>Rapide (1 pas, lisse)</translation>
        </message>
        <message>
            <source>Balanced (4 steps)</source>
            <translation>Équilibré (4 pas)</translation>
        </message>
        <message>
            <source>Detailed (10 steps)</source>
            <translation>Détaillé (10 pas)</translation>
        </message>
        <message>
            <source>As in the paper (250 steps)</source>
            <translation>Comme dans l'article (250 pas)</translation>
        </message>
        <message>
            <source>fast</source>
            <translation>rapide</translation>
        </message>
        <message>
            <source>balanced</source>
            <translation>équilibré</translation>
        </message>
        <message>
            <source>detailed</source>
            <translation>détaillé</translation>
        </message>
        <message>
            <source>as in the paper</source>
            <translation>comme dans l'article</translation>
        </message>
        <message>
            <source>Surface (level 2A)</source>
            <translation>Surface (niveau 2A)</translation>
        </message>
        <message>
            <source>Top of the atmosphere (level 1C)</source>
            <translation>Sommet de l'atmosphère (niveau 1C)</translation>
        </message>
        <message>
            <source>32 bit</source>
            <translation>32 bits</translation>
        </message>
        <message>
            <source>16 bit (bfloat16)</source>
            <translation>16 bits (bfloat16)</translation>
        </message>
        <message>
            <source>Through {}</source>
            <translation>Par {}</translation>
        </message>
        <message>
            <source>Direct</source>
            <translation>Directe</translation>
        </message>
        <message>
            <source>Training</source>
            <translation>Entraînement</translation>
        </message>
        <message>
            <source>Processor (smallest download)</source>
            <translation>Processeur (le plus petit téléchargement)</translation>
        </message>
        <message>
            <source>Graphics card</source>
            <translation>Carte graphique</translation>
        </message>
        <message>
            <source>With training</source>
            <translation>Avec entraînement</translation>
        </message>
        <message>
            <source>Show the Any2Any panel</source>
            <translation>Afficher le panneau Any2Any</translation>
        </message>
        <message>
            <source>Any2Any is ready: open its panel.</source>
            <translation>Any2Any est prêt : ouvrez son panneau.</translation>
        </message>
        <message>
            <source>Any2Any is installed: open its panel to set it up.</source>
            <translation>Any2Any est ajouté à QGIS : ouvrez son panneau pour l'installer.</translation>
        </message>
        <message>
            <source>Open the panel</source>
            <translation>Ouvrir le panneau</translation>
        </message>
        <message>
            <source>Parameters</source>
            <translation>Paramètres</translation>
        </message>
        <message>
            <source>Outputs</source>
            <translation>Sorties</translation>
        </message>
        <message>
            <source>optional</source>
            <translation>facultatif</translation>
        </message>
        <message>
            <source>The bundled model is missing: {} Reinstall the plugin.</source>
            <translation>Le modèle fourni manque : {} Réinstallez l'extension.</translation>
        </message>
        <message>
            <source>Translation</source>
            <translation>Traduction</translation>
        </message>
        <message>
            <source>Compare with a real image</source>
            <translation>Comparer avec une image réelle</translation>
        </message>
        <message>
            <source>Scores a translated image against a real one of the same place: error, bias and correlation of each band, a map of the errors and a page with pictures. The real image may have another CRS, extent and pixel size; it is resampled to the result's grid.</source>
            <translation>Évalue une image traduite par rapport à une image réelle du même lieu : erreur, biais et corrélation de chaque bande, carte des erreurs et page illustrée. L'image réelle peut avoir un autre SCR, une autre étendue et une autre taille de pixel ; elle est ramenée à la grille du résultat.</translation>
        </message>
        <message>
            <source>Page of the report</source>
            <translation>Page du rapport</translation>
        </message>
        <message>
            <source>Peak signal-to-noise ratio, dB</source>
            <translation>Rapport signal sur bruit de crête, dB</translation>
        </message>
        <message>
            <source>Figures as JSON</source>
            <translation>Chiffres en JSON</translation>
        </message>
        <message>
            <source>Translated image</source>
            <translation>Image traduite</translation>
        </message>
        <message>
            <source>Real image</source>
            <translation>Image réelle</translation>
        </message>
        <message>
            <source>Bands of the real image</source>
            <translation>Bandes de l'image réelle</translation>
        </message>
        <message>
            <source>A result of Any2Any, or another raster if the modality is chosen.</source>
            <translation>Un résultat d'Any2Any, ou un autre raster si la modalité est choisie.</translation>
        </message>
        <message>
            <source>An image of the same modality that a sensor took of the same place.</source>
            <translation>Une image de la même modalité prise par un capteur au même endroit.</translation>
        </message>
        <message>
            <source>Modality of both</source>
            <translation>Modalité des deux</translation>
        </message>
        <message>
            <source>What both images show; auto reads it from the result's tags.</source>
            <translation>Ce que montrent les deux images ; auto prend ce que disent les étiquettes du résultat.</translation>
        </message>
        <message>
            <source>Radiometry of the real image</source>
            <translation>Radiométrie de l'image réelle</translation>
        </message>
        <message>
            <source>How the real image stores its values; auto looks at the file and says what it chose.</source>
            <translation>Comment l'image réelle stocke ses valeurs ; auto examine le fichier et dit ce qu'il a choisi.</translation>
        </message>
        <message>
            <source>In the order of the modality. If empty, they are found by name, or the first are used.</source>
            <translation>Dans l'ordre de la modalité. Si vide, elles sont trouvées par leur nom, sinon les premières sont utilisées.</translation>
        </message>
        <message>
            <source>Map of errors</source>
            <translation>Carte des erreurs</translation>
        </message>
        <message>
            <source>Folder for the report</source>
            <translation>Dossier du rapport</translation>
        </message>
        <message>
            <source>Result minus real image for each band, in reflectance or dB.</source>
            <translation>Résultat moins image réelle pour chaque bande, en réflectance ou en dB.</translation>
        </message>
        <message>
            <source>A page with figures and pictures, and the figures as JSON.</source>
            <translation>Une page avec chiffres et images, et les chiffres en JSON.</translation>
        </message>
        <message>
            <source>PSNR {:.2f} dB over {} pixels, {:.0f} % of the result</source>
            <translation>PSNR {:.2f} dB sur {} pixels, {:.0f} % du résultat</translation>
        </message>
        <message>
            <source>{}: error {:.4f}, bias {:+.4f}, correlation {:.3f} ({})</source>
            <translation>{} : erreur {:.4f}, biais {:+.4f}, corrélation {:.3f} ({})</translation>
        </message>
        <message>
            <source>Export training tiles</source>
            <translation>Exporter des tuiles d'entraînement</translation>
        </message>
        <message>
            <source>Makes training data from layers that show the same place in different modalities, for example radar and true colour.

The layers are checked against one another: they need one CRS and one pixel grid, with pixel sizes in whole ratios, and are cut to the ground that they share. Where they do not fit, the message says which one to warp, and to which grid.

The result is a GeoPackage of footprints that points to the rasters. Run the algorithm once for every scene with the same output, then run Fine-tune a model.</source>
            <translation>Crée des données d'entraînement à partir de couches qui montrent le même lieu dans différentes modalités, par exemple radar et couleurs naturelles.

Les couches sont comparées entre elles : il leur faut le même SCR et la même grille de pixels, avec des tailles de pixel en rapports entiers, et elles sont découpées au terrain commun. Si elles ne concordent pas, le message dit laquelle projeter, et sur quelle grille.

Le résultat est un GeoPackage d'emprises qui renvoie aux rasters. Lancez l'algorithme une fois par scène avec la même sortie, puis lancez Ajuster un modèle.</translation>
        </message>
        <message>
            <source>Tiles of this scene</source>
            <translation>Tuiles de cette scène</translation>
        </message>
        <message>
            <source>Tiles in the index</source>
            <translation>Tuiles dans l'index</translation>
        </message>
        <message>
            <source>Split</source>
            <translation>Partage</translation>
        </message>
        <message>
            <source>Choose at least two layers of the same place.</source>
            <translation>Choisissez au moins deux couches du même lieu.</translation>
        </message>
        <message>
            <source>Further layers: {!r} is not a raster layer or file; choose another.</source>
            <translation>Autres couches : {!r} n'est ni une couche raster ni un fichier ; choisissez autre chose.</translation>
        </message>
        <message>
            <source>Further layers: bands {!r} are not numbers; write them like 1 2 3.</source>
            <translation>Autres couches : les bandes {!r} ne sont pas des nombres ; écrivez-les comme 1 2 3.</translation>
        </message>
        <message>
            <source>Scene {scene} of place {place}: {tiles} tiles for {split}, {tiles_in_index} tiles in the index now</source>
            <translation>Scène {scene} du lieu {place} : {tiles} tuiles pour {split}, {tiles_in_index} tuiles dans l'index maintenant</translation>
        </message>
        <message>
            <source>{} layer</source>
            <translation>Couche {}</translation>
        </message>
        <message>
            <source>A raster of this kind ({}); the model knows it at {:g} m. Give at least two layers of the same place: one CRS, one pixel grid, pixel sizes in whole ratios.</source>
            <translation>Un raster de ce type ({}) ; le modèle le connaît à {:g} m. Donnez au moins deux couches du même lieu : un SCR, une grille de pixels, des tailles de pixel en rapports entiers.</translation>
        </message>
        <message>
            <source>Scene name</source>
            <translation>Nom de la scène</translation>
        </message>
        <message>
            <source>Name of this scene in the index. If empty, the name of the first layer is used.</source>
            <translation>Comment appeler cette scène dans l'index ; sans nom, celui de la première couche.</translation>
        </message>
        <message>
            <source>Place</source>
            <translation>Lieu</translation>
        </message>
        <message>
            <source>Scenes of one place share a split. If empty, the place of an overlapping scene in the index is used; without one, the scene is a new place.</source>
            <translation>Les scènes d'un lieu partagent un même usage. Sans lieu, une scène de l'index qui recouvre celle-ci le donne, sinon la scène est un lieu à part.</translation>
        </message>
        <message>
            <source>Train: used to learn. Validation: used to watch the training. Test: kept for the final score. Auto: the split of the place; new places are shared out by about 80, 10 and 10 %, the first ones to train.</source>
            <translation>Entraînement : pour apprendre. Validation : pour surveiller l'apprentissage. Test : gardé pour le jugement final. Auto : l'usage du lieu, et pour les nouveaux lieux environ 80, 10 et 10 %, les premiers pour l'entraînement.</translation>
        </message>
        <message>
            <source>Licence of the images</source>
            <translation>Licence des images</translation>
        </message>
        <message>
            <source>For example CC-BY-4.0. Every model that is trained on these tiles records it.</source>
            <translation>Par exemple CC-BY-4.0. Elle figure dans la fiche de chaque modèle entraîné avec elles.</translation>
        </message>
        <message>
            <source>Extent</source>
            <translation>Étendue</translation>
        </message>
        <message>
            <source>The area to use. If empty, the area that all layers share.</source>
            <translation>La partie à utiliser ; sinon tout ce que les couches ont en commun.</translation>
        </message>
        <message>
            <source>{} bands</source>
            <translation>Bandes de {}</translation>
        </message>
        <message>
            <source>{} radiometry</source>
            <translation>Radiométrie de {}</translation>
        </message>
        <message>
            <source>The layer's bands in the order {}. If empty, they are found by name.</source>
            <translation>Les bandes de la couche dans l'ordre {}. Sans choix, elles sont trouvées par leur nom.</translation>
        </message>
        <message>
            <source>How the layer stores its values. Auto looks at the file and says what it chose; the names are those of the algorithm Translate image modality.</source>
            <translation>Comment la couche stocke ses valeurs. Auto examine le fichier et dit ce qu'il a choisi ; les noms sont ceux de l'algorithme Traduire la modalité d'une image.</translation>
        </message>
        <message>
            <source>Model folder</source>
            <translation>Dossier du modèle</translation>
        </message>
        <message>
            <source>Modality</source>
            <translation>Modalité</translation>
        </message>
        <message>
            <source>Raster</source>
            <translation>Raster</translation>
        </message>
        <message>
            <source>Radiometry</source>
            <translation>Radiométrie</translation>
        </message>
        <message>
            <source>Further layers</source>
            <translation>Autres couches</translation>
        </message>
        <message>
            <source>The model to train; it defines the modalities. If empty, the bundled model.</source>
            <translation>Le modèle à entraîner, si ce n'est pas celui fourni : il dit quelles modalités existent.</translation>
        </message>
        <message>
            <source>Layers of modalities that the bundled model lacks: the modality's name in the model, a layer or a file, band numbers separated by spaces, and a radiometry; the last two may stay empty.</source>
            <translation>Couches de modalités absentes du modèle fourni : le nom de la modalité dans le modèle, une couche ou un fichier, les numéros de bande séparés par des espaces, et une radiométrie ; les deux derniers peuvent rester vides.</translation>
        </message>
        <message>
            <source>Add to an existing index</source>
            <translation>Ajouter à un index existant</translation>
        </message>
        <message>
            <source>Keeps the scenes that are already in the file, so that you can export one scene after another. A scene with the same name and files is replaced. If off, the file is overwritten.</source>
            <translation>Garde les scènes déjà présentes dans le fichier, pour exporter les scènes l'une après l'autre. Une scène de même nom et de mêmes fichiers est remplacée. Sinon le fichier est réécrit.</translation>
        </message>
        <message>
            <source>Index of training tiles</source>
            <translation>Index des tuiles d'entraînement</translation>
        </message>
        <message>
            <source>A GeoPackage with the footprints of the tiles. It refers to the rasters and does not copy their pixels: do not move them.</source>
            <translation>Un GeoPackage avec les emprises des tuiles. Il renvoie aux rasters et ne copie aucun pixel : gardez-les à leur place.</translation>
        </message>
        <message>
            <source>Checking the input</source>
            <translation>Vérification de l'entrée</translation>
        </message>
        <message>
            <source>Loading the model</source>
            <translation>Chargement du modèle</translation>
        </message>
        <message>
            <source>Encoding</source>
            <translation>Encodage</translation>
        </message>
        <message>
            <source>Translating</source>
            <translation>Traduction</translation>
        </message>
        <message>
            <source>Decoding</source>
            <translation>Décodage</translation>
        </message>
        <message>
            <source>Writing the file</source>
            <translation>Écriture du fichier</translation>
        </message>
        <message>
            <source>Finished</source>
            <translation>Terminé</translation>
        </message>
        <message>
            <source>Comparing</source>
            <translation>Comparaison</translation>
        </message>
        <message>
            <source>Exporting the layer</source>
            <translation>Export de la couche</translation>
        </message>
        <message>
            <source>Fill cloud gaps</source>
            <translation>Combler les trous de nuages</translation>
        </message>
        <message>
            <source>Fills the holes of an image from radar or another source, and from an older image where there is one. The fill is calibrated on the clear part of the image. Measured pixels are copied bit for bit, and a second raster says which pixels are synthetic.</source>
            <translation>Comble les trous d'une image à partir du radar ou d'une autre source, et d'une image plus ancienne s'il y en a une. Le remplissage est calibré sur la partie claire de l'image. Les pixels mesurés sont copiés bit à bit, et un second raster indique quels pixels sont synthétiques.</translation>
        </message>
        <message>
            <source>Synthetic pixels</source>
            <translation>Pixels synthétiques</translation>
        </message>
        <message>
            <source>Pixels of holes that no source shows</source>
            <translation>Pixels de trous qu'aucune source ne montre</translation>
        </message>
        <message>
            <source>Source</source>
            <translation>Source</translation>
        </message>
        <message>
            <source>Second source</source>
            <translation>Deuxième source</translation>
        </message>
        <message>
            <source>All its bands are filled; type and units stay the same.</source>
            <translation>Toutes ses bandes sont comblées ; type et unités restent les mêmes.</translation>
        </message>
        <message>
            <source>What shows the ground under the holes, such as radar of the same week.</source>
            <translation>Ce qui montre le sol sous les trous, par exemple un radar de la même semaine.</translation>
        </message>
        <message>
            <source>What the source shows.</source>
            <translation>Ce que montre la source.</translation>
        </message>
        <message>
            <source>Another source, such as radar of the older image's date.</source>
            <translation>Une autre source, par exemple le radar de la date de l’image plus ancienne.</translation>
        </message>
        <message>
            <source>Modality of the second source</source>
            <translation>Modalité de la deuxième source</translation>
        </message>
        <message>
            <source>What the second source shows.</source>
            <translation>Ce que montre la deuxième source.</translation>
        </message>
        <message>
            <source>An image of the same kind from another date, without clouds. Its levels are adapted.</source>
            <translation>Le même type d'image à une autre date, sans nuages. Ses niveaux sont adaptés.</translation>
        </message>
        <message>
            <source>Modality of the image</source>
            <translation>Modalité de l'image</translation>
        </message>
        <message>
            <source>What the image shows; auto decides by the names and the number of its bands.</source>
            <translation>Ce que montre l'image ; auto se fie aux noms et au nombre de ses bandes.</translation>
        </message>
        <message>
            <source>Radiometry of the image</source>
            <translation>Radiométrie de l'image</translation>
        </message>
        <message>
            <source>How the image stores its values; auto looks at the file and says what it chose.</source>
            <translation>Comment l'image stocke ses valeurs ; auto examine le fichier et dit ce qui a été choisi.</translation>
        </message>
        <message>
            <source>Band of the holes</source>
            <translation>Bande des trous</translation>
        </message>
        <message>
            <source>Classes that are holes</source>
            <translation>Classes qui sont des trous</translation>
        </message>
        <message>
            <source>A raster that is not 0 in holes, a raster of classes, or polygons. If empty, the image's nodata.</source>
            <translation>Un raster différent de 0 dans les trous, un raster de classes, ou des polygones. Si vide, le nodata de l'image.</translation>
        </message>
        <message>
            <source>Band of the raster of holes or classes.</source>
            <translation>Bande du raster des trous ou des classes.</translation>
        </message>
        <message>
            <source>Such as 3,8,9,10 for Sentinel-2's scene classification. If empty, all values but 0.</source>
            <translation>Par exemple 3,8,9,10 pour la classification de scène de Sentinel-2. Si vide, toutes les valeurs sauf 0.</translation>
        </message>
        <message>
            <source>Filled image</source>
            <translation>Image comblée</translation>
        </message>
        <message>
            <source>Map of synthetic pixels</source>
            <translation>Carte des pixels synthétiques</translation>
        </message>
        <message>
            <source>Outline of the filled parts</source>
            <translation>Contour des parties comblées</translation>
        </message>
        <message>
            <source>The image without its holes.</source>
            <translation>L'image sans ses trous.</translation>
        </message>
        <message>
            <source>0 is measured, 1 is synthetic, 2 is a hole that no source shows.</source>
            <translation>0 est mesuré, 1 est synthétique, 2 est un trou qu'aucune source ne montre.</translation>
        </message>
        <message>
            <source>Polygons around the synthetic pixels and around holes that no source shows.</source>
            <translation>Polygones autour des pixels synthétiques et des trous qu’aucune source ne montre.</translation>
        </message>
        <message>
            <source>The classes {!r} are not whole numbers: write them like 3,8,9,10.</source>
            <translation>Les classes {!r} ne sont pas des nombres entiers : écrivez-les comme 3,8,9,10.</translation>
        </message>
        <message>
            <source>{} pixels are synthetic, calibrated on {} clear pixels</source>
            <translation>{} pixels sont synthétiques, calibrés sur {} pixels clairs</translation>
        </message>
        <message>
            <source>The polygons of {} cannot be written: {}</source>
            <translation>Les polygones de {} ne peuvent pas être écrits : {}</translation>
        </message>
        <message>
            <source>Fine-tune a model</source>
            <translation>Ajuster un modèle</translation>
        </message>
        <message>
            <source>Trains a copy of a model further on tiles that Export training tiles collected, so that it suits a region, a season or a sensor better.

It runs in the worker's Python, which needs accelerate and pyyaml for this, on its graphics card if there is one; on a processor, count on seconds a step. Cancel keeps what was trained: run it again with the same parameters to go on.

The result is a model folder for the parameter Model folder of Translate image modality. The log says how far off its translations of held-out tiles were before and after.</source>
            <translation>Continue l'entraînement d'une copie d'un modèle sur les tuiles réunies par Exporter des tuiles d'entraînement, pour qu'il convienne mieux à une région, une saison ou un capteur.

L'exécution a lieu dans le Python du processus de calcul, qui a besoin d'accelerate et de pyyaml, sur sa carte graphique s'il y en a une ; sur un processeur, comptez des secondes par pas. Annuler garde ce qui est appris : relancez avec les mêmes paramètres pour continuer.

Le résultat est un dossier de modèle pour le paramètre Dossier du modèle de Traduire la modalité d'une image. Le journal donne l'erreur sur des tuiles mises de côté avant et après.</translation>
        </message>
        <message>
            <source>Loss before</source>
            <translation>Perte avant</translation>
        </message>
        <message>
            <source>Loss after</source>
            <translation>Perte après</translation>
        </message>
        <message>
            <source>{!r} is not a direction: write two modalities like sar-&gt;rgb.</source>
            <translation>{!r} n'est pas une direction : écrivez deux modalités comme sar-&gt;rgb.</translation>
        </message>
        <message>
            <source>The footprints that Export training tiles wrote, as a layer or as a file.</source>
            <translation>Les emprises écrites par Exporter des tuiles d'entraînement, comme couche ou comme fichier.</translation>
        </message>
        <message>
            <source>Base model</source>
            <translation>Modèle de base</translation>
        </message>
        <message>
            <source>Folder of the model to start from. If empty, the bundled model. The folder is not changed.</source>
            <translation>Dossier du modèle de départ ; sinon le modèle fourni. Il n'est pas modifié.</translation>
        </message>
        <message>
            <source>Directions</source>
            <translation>Directions</translation>
        </message>
        <message>
            <source>Directions to train, such as sar-&gt;rgb, rgb-&gt;sar. If empty, all directions of the training tiles. Other directions may get worse, so name all that you need.</source>
            <translation>Ce qu'il faut entraîner, comme sar-&gt;rgb, rgb-&gt;sar. Sans choix, toutes les directions présentes dans les tuiles ; les autres peuvent se dégrader, nommez donc celles qu'il vous faut.</translation>
        </message>
        <message>
            <source>Learning rate</source>
            <translation>Taux d'apprentissage</translation>
        </message>
        <message>
            <source>Seed</source>
            <translation>Graine</translation>
        </message>
        <message>
            <source>Number of weight updates. A few hundred adapt a model to a few scenes.</source>
            <translation>Nombre de modifications des poids. Quelques centaines adaptent un modèle à une poignée de scènes.</translation>
        </message>
        <message>
            <source>Size of each weight update: halve it if the loss rises.</source>
            <translation>Ampleur de chaque modification : divisez-la par deux si la perte augmente.</translation>
        </message>
        <message>
            <source>Windows per step</source>
            <translation>Fenêtres par pas</translation>
        </message>
        <message>
            <source>Larger batches make the training steadier, and need more memory and time in proportion.</source>
            <translation>Davantage rend l'entraînement plus régulier, et demande d'autant plus de mémoire et de temps.</translation>
        </message>
        <message>
            <source>The same seed gives the same training.</source>
            <translation>La même graine donne le même entraînement.</translation>
        </message>
        <message>
            <source>New model</source>
            <translation>Nouveau modèle</translation>
        </message>
        <message>
            <source>An empty or new folder for the model. A temporary folder is deleted when QGIS is closed.</source>
            <translation>Un dossier vide ou nouveau pour le modèle. Un dossier temporaire disparaît à la fermeture de QGIS.</translation>
        </message>
        <message>
            <source>{name}: loss on {loss_split} tiles {loss_before:.4f} before, {loss_after:.4f} after {steps} steps</source>
            <translation>{name} : perte sur les tuiles {loss_split} {loss_before:.4f} avant, {loss_after:.4f} après {steps} pas</translation>
        </message>
        <message>
            <source>{path} holds metadata that cannot be read ({reason}): copy or download the file again.</source>
            <translation>{path} contient des métadonnées illisibles ({reason}) : copiez ou téléchargez de nouveau le fichier.</translation>
        </message>
        <message>
            <source>{path} takes pixels from the address {address}, which is not fetched: download that file and name the copy in its place.</source>
            <translation>{path} prend des pixels à l’adresse {address}, qui n’est pas téléchargée : téléchargez ce fichier et indiquez la copie à sa place.</translation>
        </message>
        <message>
            <source>{path} has a name that is not UTF-8: rename the file or its folder.</source>
            <translation>Le nom de {path} n’est pas en UTF-8 : renommez le fichier ou son dossier.</translation>
        </message>
        <message>
            <source>{path} holds several images: choose one of them ({parts}).</source>
            <translation>{path} contient plusieurs images : choisissez-en une ({parts}).</translation>
        </message>
        <message>
            <source>{path} has no single variable {variable}: it has {known}.</source>
            <translation>{path} n’a pas une seule variable {variable} : il contient {known}.</translation>
        </message>
        <message>
            <source>{count} bands were chosen, {title} needs {need}: choose {names}, in this order.</source>
            <translation>{count} bandes ont été choisies, {title} en demande {need} : choisissez {names}, dans cet ordre.</translation>
        </message>
        <message>
            <source>Band {band} does not exist: {path} has bands 1 to {count}.</source>
            <translation>La bande {band} n'existe pas : {path} a les bandes 1 à {count}.</translation>
        </message>
        <message>
            <source>{path} cannot be read ({reason}): copy or download the file again.</source>
            <translation>{path} ne peut pas être lu ({reason}) : copiez ou téléchargez de nouveau le fichier.</translation>
        </message>
        <message>
            <source>The geotransform of {path} places its pixels nowhere on a map: georeference it again.</source>
            <translation>La géotransformation de {path} ne place ses pixels nulle part sur une carte : géoréférencez-le de nouveau.</translation>
        </message>
        <message>
            <source>The raster joins Sentinel-2 products of the baselines {first} and {last}, whose numbers differ by 1,000: translate them one by one.</source>
            <translation>Le raster réunit des produits Sentinel-2 des versions {first} et {last}, dont les valeurs diffèrent de 1 000 : traduisez-les un par un.</translation>
        </message>
        <message>
            <source>The raster seems to hold elevation, phase or another measure, not an image: choose another file, or choose the units if it is an image.</source>
            <translation>Le raster semble contenir de l'altitude, une phase ou une autre mesure, et non une image : choisissez un autre fichier, ou les unités si c'est une image.</translation>
        </message>
        <message>
            <source>Values near {value} do not fit {title} in any usual units: choose the units, or convert the file.</source>
            <translation>Les valeurs autour de {value} ne conviennent à {title} dans aucune unité usuelle : choisissez les unités ou convertissez le fichier.</translation>
        </message>
        <message>
            <source>The units “{units}” do not fit {title}: choose others.</source>
            <translation>Les unités « {units} » ne conviennent pas à {title} : choisissez-en d'autres.</translation>
        </message>
        <message>
            <source>The file has no scale and offset: choose other units.</source>
            <translation>Le fichier n'a ni échelle ni décalage : choisissez d'autres unités.</translation>
        </message>
        <message>
            <source>The file's scale {scale} and offset {offset} make all values the same: choose the units.</source>
            <translation>L’échelle {scale} et le décalage {offset} du fichier rendent toutes les valeurs égales : choisissez les unités.</translation>
        </message>
        <message>
            <source>With the file's scale and offset the values are not dB: convert the file to dB.</source>
            <translation>Avec l’échelle et le décalage du fichier, les valeurs ne sont pas en dB : convertissez le fichier en dB.</translation>
        </message>
        <message>
            <source>{sensor} products hold uncalibrated numbers: convert the file to reflectance, or choose the units.</source>
            <translation>Les produits {sensor} contiennent des valeurs non étalonnées : convertissez le fichier en réflectance ou choisissez les unités.</translation>
        </message>
        <message>
            <source>No haze is known for the bands {bands}: use surface reflectance.</source>
            <translation>L’effet de l’atmosphère est inconnu pour les bandes {bands} : utilisez la réflectance de surface.</translation>
        </message>
        <message>
            <source>The model {model} does not say that its {title} is surface reflectance: leave the option out.</source>
            <translation>Le modèle {model} n’indique pas que {title} est une réflectance de surface : n’utilisez pas cette option.</translation>
        </message>
        <message>
            <source>The area has no pixel of the raster: choose another area.</source>
            <translation>La zone ne contient aucun pixel du raster : choisissez une autre zone.</translation>
        </message>
        <message>
            <source>{via} is the source or the target: choose another modality in between.</source>
            <translation>{via} est la source ou la cible : choisissez une autre modalité intermédiaire.</translation>
        </message>
        <message>
            <source>The model {model} does not know {name}: choose one of {known}.</source>
            <translation>Le modèle {model} ne connaît pas {name} : choisissez parmi {known}.</translation>
        </message>
        <message>
            <source>Source and target are both {source}: choose two different modalities.</source>
            <translation>La source et la cible sont toutes deux {source} : choisissez deux modalités différentes.</translation>
        </message>
        <message>
            <source>{path} exists already: choose another name, or allow it to be overwritten.</source>
            <translation>{path} existe déjà : choisissez un autre nom ou autorisez l'écrasement.</translation>
        </message>
        <message>
            <source>{path} was not made by Any2Any and is in the way: move it or choose another name.</source>
            <translation>{path} n'a pas été créé par Any2Any et gêne : déplacez-le ou choisissez un autre nom.</translation>
        </message>
        <message>
            <source>{path} holds an unfinished job with other settings: finish that job, delete the folder, or overwrite it.</source>
            <translation>{path} contient une tâche inachevée avec d'autres réglages : terminez-la, supprimez le dossier ou écrasez-la.</translation>
        </message>
        <message>
            <source>{path} is damaged ({reason}): delete its folder and start again.</source>
            <translation>{path} est endommagé ({reason}) : supprimez son dossier et recommencez.</translation>
        </message>
        <message>
            <source>Both outputs are {path}: choose two names.</source>
            <translation>Les deux sorties sont {path} : choisissez deux noms.</translation>
        </message>
        <message>
            <source>{path} is not a local file: choose one, and copy it afterwards.</source>
            <translation>{path} n'est pas un fichier local : choisissez-en un et copiez-le ensuite.</translation>
        </message>
        <message>
            <source>{path} is a folder: choose the name of a file in it.</source>
            <translation>{path} est un dossier : choisissez le nom d'un fichier dans ce dossier.</translation>
        </message>
        <message>
            <source>The output's name has {size} bytes: choose one of at most {most}.</source>
            <translation>Le nom de la sortie a {size} octets : choisissez-en un de {most} au plus.</translation>
        </message>
        <message>
            <source>{path} cannot be written ({reason}): choose another folder.</source>
            <translation>{path} ne peut pas être écrit ({reason}) : choisissez un autre dossier.</translation>
        </message>
        <message>
            <source>{count} finished parts in {path} were damaged and removed: run the job again, and check the disk.</source>
            <translation>{count} parties terminées dans {path} étaient endommagées et ont été supprimées : relancez la tâche et vérifiez le disque.</translation>
        </message>
        <message>
            <source>Another job took {path} over: run the job again, all work is kept.</source>
            <translation>Une autre tâche a repris {path} : relancez la tâche, tout le travail est conservé.</translation>
        </message>
        <message>
            <source>{path} is being worked on by {holder}: wait for that job or stop it.</source>
            <translation>{path} est en cours de traitement par {holder} : attendez la fin de cette tâche ou arrêtez-la.</translation>
        </message>
        <message>
            <source>{path} and {beside} differ in shape and are not both georeferenced: give both a coordinate system.</source>
            <translation>{path} et {beside} n’ont pas la même taille et ne sont pas tous deux géoréférencés : donnez un système de coordonnées aux deux.</translation>
        </message>
        <message>
            <source>{path} lies elsewhere: it does not overlap {beside}.</source>
            <translation>{path} se trouve ailleurs : il ne recouvre pas {beside}.</translation>
        </message>
        <message>
            <source>{path} cannot be converted to the raster's coordinate system ({reason}).</source>
            <translation>{path} ne peut pas être converti dans le système de coordonnées du raster ({reason}).</translation>
        </message>
        <message>
            <source>No pixel near the holes is clear, so some bands cannot be filled ({bands}): choose a mask that leaves clear pixels.</source>
            <translation>Aucun pixel près des trous n'est dégagé, certaines bandes ne peuvent donc pas être remplies ({bands}) : choisissez un masque qui laisse des pixels dégagés.</translation>
        </message>
        <message>
            <source>{path} is not an image of {title}: {reason}</source>
            <translation>{path} n'est pas une image de {title} : {reason}</translation>
        </message>
        <message>
            <source>The modality of {path} is unknown: choose it.</source>
            <translation>La modalité de {path} est inconnue : choisissez-la.</translation>
        </message>
        <message>
            <source>No image shows the ground under the holes: add a source or a reference.</source>
            <translation>Aucune image ne montre le sol sous les trous : ajoutez une source ou une référence.</translation>
        </message>
        <message>
            <source>Cancelled: run the same fill again to continue it.</source>
            <translation>Annulé : relancez le même remplissage pour le poursuivre.</translation>
        </message>
        <message>
            <source>No source has data for {count} pixels of the holes: they stay unchanged.</source>
            <translation>Aucune source n'a de données pour {count} pixels des trous : ils restent inchangés.</translation>
        </message>
        <message>
            <source>The mask has no hole within the raster: the result is a copy.</source>
            <translation>Le masque n'a aucun trou dans le raster : le résultat est une copie.</translation>
        </message>
        <message>
            <source>The mask covers every pixel: nothing is left to calibrate on, so the result is a translation.</source>
            <translation>Le masque couvre tous les pixels : il ne reste rien pour calibrer, le résultat est donc une traduction.</translation>
        </message>
        <message>
            <source>{name} is shifted by {distance} pixels against {beside} ({rows} rows, {columns} columns): details will be blurred. Coregister it first.</source>
            <translation>{name} est décalé de {distance} pixels par rapport à {beside} ({rows} lignes, {columns} colonnes) : les détails seront flous. Recalez-le d'abord.</translation>
        </message>
        <message>
            <source>{path} has bands of several data types ({kinds}): convert it to one first.</source>
            <translation>{path} a des bandes de plusieurs types de données ({kinds}) : convertissez-le d’abord en un seul.</translation>
        </message>
        <message>
            <source>{path} contains complex values: convert it to power first.</source>
            <translation>{path} contient des valeurs complexes : convertissez-le d'abord en puissance.</translation>
        </message>
        <message>
            <source>The reference {path} has {count} bands, but {title} needs {need}: choose an image of the same kind.</source>
            <translation>La référence {path} a {count} bandes, mais {title} en demande {need} : choisissez une image du même genre.</translation>
        </message>
        <message>
            <source>The mask {path} contains no polygons: choose a polygon layer or a raster.</source>
            <translation>Le masque {path} ne contient aucun polygone : choisissez une couche de polygones ou un raster.</translation>
        </message>
        <message>
            <source>The mask {path} cannot be read ({reason}): check the file.</source>
            <translation>Le masque {path} ne peut pas être lu ({reason}) : vérifiez le fichier.</translation>
        </message>
        <message>
            <source>Mask values are only for rasters of classes: omit them.</source>
            <translation>Les valeurs de masque ne valent que pour des rasters de classes : retirez-les.</translation>
        </message>
        <message>
            <source>The raster is not georeferenced, so the polygons of {path} cannot be placed on it: choose a raster as the mask.</source>
            <translation>Le raster n’est pas géoréférencé, les polygones de {path} ne peuvent donc pas y être placés : choisissez un raster comme masque.</translation>
        </message>
        <message>
            <source>{path} was not made by Any2Any: choose the modality of both images.</source>
            <translation>{path} n'a pas été créé par Any2Any : choisissez la modalité des deux images.</translation>
        </message>
        <message>
            <source>{result} and {truth} have no valid pixel in common: choose one place.</source>
            <translation>{result} et {truth} n’ont aucun pixel valide en commun : choisissez un même lieu.</translation>
        </message>
        <message>
            <source>The folder {path} cannot be read ({reason}): choose another one.</source>
            <translation>Le dossier {path} ne peut pas être lu ({reason}) : choisissez-en un autre.</translation>
        </message>
        <message>
            <source>{path} is not an earlier report: choose a new or an empty folder.</source>
            <translation>{path} n'est pas un rapport antérieur : choisissez un dossier nouveau ou vide.</translation>
        </message>
        <message>
            <source>{path} is a file: choose a folder for the report.</source>
            <translation>{path} est un fichier : choisissez un dossier pour le rapport.</translation>
        </message>
        <message>
            <source>{path} cannot be made in {parent}: choose another folder or change its permissions.</source>
            <translation>{path} ne peut pas être créé dans {parent} : choisissez un autre dossier ou modifiez ses droits.</translation>
        </message>
        <message>
            <source>{path} and {other} differ in shape and one has no CRS: give both one, or cut them to the same pixels.</source>
            <translation>{path} et {other} n’ont pas la même taille et l’un n’a pas de SCR : donnez-en un aux deux, ou découpez-les aux mêmes pixels.</translation>
        </message>
        <message>
            <source>{first} ({extent}) and {other} ({other_extent}) lie apart: choose layers of the same place.</source>
            <translation>{first} ({extent}) et {other} ({other_extent}) sont éloignés : choisissez des couches du même lieu.</translation>
        </message>
        <message>
            <source>{name} does not fit the grid of the others: warp it first, to square pixels.</source>
            <translation>{name} ne correspond pas à la grille des autres : reprojetez-le d'abord, en pixels carrés.</translation>
        </message>
        <message>
            <source>{name} has the CRS {other_crs}, {reference} has {crs}: warp {name} to {crs} first.</source>
            <translation>{name} a le SCR {other_crs}, {reference} a {crs} : reprojetez d'abord {name} en {crs}.</translation>
        </message>
        <message>
            <source>{name} has pixels of {pixel} and {reference} of {other_pixel}: warp {name} to pixels of {wanted} first.</source>
            <translation>{name} a des pixels de {pixel} et {reference} de {other_pixel} : rééchantillonnez d'abord {name} à des pixels de {wanted}.</translation>
        </message>
        <message>
            <source>{name} lies {off_px} pixels beside the grid of {reference}: warp {name} onto that grid first.</source>
            <translation>{name} est décalé de {off_px} pixel par rapport à la grille de {reference} : placez d'abord {name} sur cette grille.</translation>
        </message>
        <message>
            <source>{path} is not calibrated ({reason}): calibrate it to dB first.</source>
            <translation>{path} n'est pas étalonné ({reason}) : étalonnez-le d'abord en dB.</translation>
        </message>
        <message>
            <source>Choose at least two layers, each of another modality.</source>
            <translation>Choisissez au moins deux couches, chacune d'une autre modalité.</translation>
        </message>
        <message>
            <source>{path} has no CRS: leave the extent empty.</source>
            <translation>{path} n'a pas de SCR : laissez l'emprise vide.</translation>
        </message>
        <message>
            <source>The layers or the extent are too small for training: choose at least {size} CRS units each way.</source>
            <translation>Les couches ou l'emprise sont trop petites pour l'entraînement : choisissez au moins {size} unités du SCR dans chaque sens.</translation>
        </message>
        <message>
            <source>{path} is being edited: save the edits and close the layer first.</source>
            <translation>{path} est en cours d'édition : enregistrez les modifications et fermez d'abord la couche.</translation>
        </message>
        <message>
            <source>{path} was made for another model: choose that model, or export tiles to another file.</source>
            <translation>{path} a été créé pour un autre modèle : choisissez ce modèle ou exportez les tuiles vers un autre fichier.</translation>
        </message>
        <message>
            <source>The index holds another scene {scene}: choose another scene name.</source>
            <translation>L'index contient déjà une autre scène {scene} : choisissez un autre nom de scène.</translation>
        </message>
        <message>
            <source>No tile of the scene {scene} is valid in all layers: choose layers that overlap where they have data.</source>
            <translation>Aucune tuile de la scène {scene} n'est valide dans toutes les couches : choisissez des couches dont les données se recouvrent.</translation>
        </message>
        <message>
            <source>{path} is not a plain raster file: export it to a GeoTIFF first.</source>
            <translation>{path} n'est pas un simple fichier raster : exportez-le d'abord en GeoTIFF.</translation>
        </message>
        <message>
            <source>The scene has no name: give it one that people will recognise.</source>
            <translation>La scène n'a pas de nom : donnez-lui-en un qui soit reconnaissable.</translation>
        </message>
        <message>
            <source>The licence has no name: give it one that people will recognise.</source>
            <translation>La licence n'a pas de nom : donnez-en un qui soit reconnaissable.</translation>
        </message>
        <message>
            <source>{title} pixels of {size} m are far from the {known} m that the model knows: fine-tuning has to bridge that too.</source>
            <translation>Les pixels {title} de {size} m sont loin des {known} m que le modèle connaît : l'ajustement doit aussi combler cet écart.</translation>
        </message>
        <message>
            <source>{count} of {total} tiles are mostly nodata and are left out.</source>
            <translation>{count} tuiles sur {total} sont surtout du nodata et sont écartées.</translation>
        </message>
        <message>
            <source>The scene {scene} was in the index: its tiles are replaced.</source>
            <translation>La scène {scene} était dans l'index : ses tuiles sont remplacées.</translation>
        </message>
        <message>
            <source>The scene {scene} is in the split {split} already: choose that or auto.</source>
            <translation>La scène {scene} est déjà dans la partie {split} : choisissez-la ou auto.</translation>
        </message>
        <message>
            <source>{path} holds other files or another training: choose another folder.</source>
            <translation>{path} contient d'autres fichiers ou un autre entraînement : choisissez un autre dossier.</translation>
        </message>
        <message>
            <source>{path} has no tile to train on: export tiles into its train split.</source>
            <translation>{path} n'a aucune tuile d'entraînement : exportez des tuiles dans sa partie train.</translation>
        </message>
        <message>
            <source>No training tile of {path} holds {missing}: choose among {listed}, or export more tiles.</source>
            <translation>Aucune tuile d'entraînement de {path} ne contient {missing} : choisissez parmi {listed}, ou exportez d'autres tuiles.</translation>
        </message>
        <message>
            <source>No tile of {path} has a window of valid pixels to train on: export larger tiles, or an area with data.</source>
            <translation>Aucune tuile de {path} n'a de fenêtre de pixels valides pour l'entraînement : exportez des tuiles plus grandes ou une zone avec des données.</translation>
        </message>
        <message>
            <source>More than {most} of the tiles cannot be read ({reason}): repair the files and export the tiles again.</source>
            <translation>Plus de {most} des tuiles ne peuvent pas être lues ({reason}) : réparez les fichiers et exportez de nouveau les tuiles.</translation>
        </message>
        <message>
            <source>Tile {number} is skipped: {reason}</source>
            <translation>La tuile {number} est ignorée : {reason}</translation>
        </message>
        <message>
            <source>Directions: {directions}</source>
            <translation>Directions : {directions}</translation>
        </message>
        <message>
            <source>{directions}: no tile has a window of valid pixels, so it is left out.</source>
            <translation>{directions} : aucune tuile n'a de fenêtre de pixels valides, c'est donc écarté.</translation>
        </message>
        <message>
            <source>The index has no validation tiles for this: the loss is measured on training tiles.</source>
            <translation>L'index n'a pas de tuiles de validation pour cela : la perte est mesurée sur des tuiles d'entraînement.</translation>
        </message>
        <message>
            <source>Step {step} of {steps}, loss {loss}, {left} left</source>
            <translation>Étape {step} sur {steps}, perte {loss}, reste {left}</translation>
        </message>
        <message>
            <source>The training failed at step {step}, because its values grew beyond all limits: choose a lower learning rate and another folder.</source>
            <translation>L'entraînement a échoué à l'étape {step}, car ses valeurs ont crû sans limite : choisissez un taux d'apprentissage plus faible et un autre dossier.</translation>
        </message>
        <message>
            <source>{path} cannot be written ({reason}): make room and run the same training again. It continues from its last checkpoint.</source>
            <translation>{path} ne peut pas être écrit ({reason}) : libérez de la place et relancez le même entraînement. Il reprend à son dernier point de contrôle.</translation>
        </message>
        <message>
            <source>Stopped at step {step} of {steps}: run the same training again to continue there.</source>
            <translation>Arrêté à l'étape {step} sur {steps} : relancez le même entraînement pour y reprendre.</translation>
        </message>
        <message>
            <source>Cancelled: run the same training again to continue it.</source>
            <translation>Annulé : relancez le même entraînement pour le poursuivre.</translation>
        </message>
        <message>
            <source>The checkpoint {path} is damaged ({reason}): delete it to start over.</source>
            <translation>Le point de contrôle {path} est endommagé ({reason}) : supprimez-le pour recommencer.</translation>
        </message>
        <message>
            <source>The checkpoint {path} is of another model or version: choose another folder, or delete it to start over.</source>
            <translation>Le point de contrôle {path} est d'un autre modèle ou d'une autre version : choisissez un autre dossier, ou supprimez-le pour recommencer.</translation>
        </message>
        <message>
            <source>{path} is not an index of tiles ({reason}): choose one of Export training tiles.</source>
            <translation>{path} n'est pas un index de tuiles ({reason}) : choisissez-en un d'Exporter des tuiles d'entraînement.</translation>
        </message>
        <message>
            <source>The index {path} is of another version: export the tiles again.</source>
            <translation>L'index {path} est d'une autre version : exportez de nouveau les tuiles.</translation>
        </message>
        <message>
            <source>The index {path} is damaged or gone ({reason}): restore it, or export the tiles again.</source>
            <translation>L'index {path} est endommagé ou a disparu ({reason}) : restaurez-le, ou exportez de nouveau les tuiles.</translation>
        </message>
        <message>
            <source>The index {path} cannot be opened ({reason}): check its permissions.</source>
            <translation>L'index {path} ne peut pas être ouvert ({reason}) : vérifiez ses droits.</translation>
        </message>
        <message>
            <source>The index {path} does not exist: choose another one, or export the tiles again.</source>
            <translation>L'index {path} n'existe pas : choisissez-en un autre, ou exportez de nouveau les tuiles.</translation>
        </message>
        <message>
            <source>A part of the plugin is missing at {path}: install the plugin again.</source>
            <translation>Une partie de l'extension manque à {path} : réinstallez l'extension.</translation>
        </message>
        <message>
            <source>{path} is not a model folder: choose the folder that holds {config}.</source>
            <translation>{path} n'est pas un dossier de modèle : choisissez le dossier qui contient {config}.</translation>
        </message>
        <message>
            <source>The model cannot be used: {path} is damaged or of another version ({reason}).</source>
            <translation>Le modèle est inutilisable : {path} est endommagé ou d’une autre version ({reason}).</translation>
        </message>
        <message>
            <source>The model {model} is incomplete or changed ({path}): copy or download it again.</source>
            <translation>Le modèle {model} est incomplet ou modifié ({path}) : copiez-le ou téléchargez-le de nouveau.</translation>
        </message>
        <message>
            <source>The model cannot be run by ONNX Runtime: set up the profile train, or choose another model.</source>
            <translation>ONNX Runtime ne peut pas exécuter ce modèle : installez le profil train ou choisissez un autre modèle.</translation>
        </message>
        <message>
            <source>The model {model} gave values that are not numbers: choose the device cpu or another model.</source>
            <translation>Le modèle {model} a donné des valeurs qui ne sont pas des nombres : choisissez le périphérique cpu ou un autre modèle.</translation>
        </message>
        <message>
            <source>{runtime} is missing or too old in the worker's Python: press Repair on the set-up page, or choose another Python.</source>
            <translation>{runtime} manque ou est trop ancien dans le Python du moteur : appuyez sur Réparer dans la page d'installation, ou choisissez un autre Python.</translation>
        </message>
        <message>
            <source>ONNX Runtime has no {option}: leave it out, or set up the profile train.</source>
            <translation>ONNX Runtime n’a pas {option} : retirez cette option ou installez le profil train.</translation>
        </message>
        <message>
            <source>“{devices}” are not devices: write auto, cpu, or names such as cuda:0,cuda:1.</source>
            <translation>« {devices} » ne sont pas des appareils : écrivez auto, cpu, ou des noms comme cuda:0,cuda:1.</translation>
        </message>
        <message>
            <source>The graphics card {device} has no bfloat16: leave out the precision.</source>
            <translation>La carte graphique {device} n’a pas bfloat16 : retirez la précision.</translation>
        </message>
        <message>
            <source>The worker's GDAL reads formats that were never checked ({names}): set up Any2Any again, or choose another Python.</source>
            <translation>Le GDAL du worker lit des formats qui n’ont jamais été vérifiés ({names}) : réinstallez l’environnement d’Any2Any ou choisissez un autre Python.</translation>
        </message>
        <message>
            <source>Set up Any2Any</source>
            <translation>Installer Any2Any</translation>
        </message>
        <message>
            <source>Downloads the Python packages of Any2Any into a folder of their own and tests them on the bundled sample. QGIS and other plugins stay as they are.</source>
            <translation>Télécharge les paquets Python d'Any2Any dans un dossier à part et les teste sur l'exemple fourni. QGIS et les autres extensions restent tels quels.</translation>
        </message>
        <message>
            <source>Profile</source>
            <translation>Profil</translation>
        </message>
        <message>
            <source>The set of packages to install.</source>
            <translation>L'ensemble de paquets à installer.</translation>
        </message>
        <message>
            <source>A zip of all packages, for machines without network.</source>
            <translation>Un zip de tous les paquets, pour les machines sans réseau.</translation>
        </message>
        <message>
            <source>Builds the environment again even if one exists.</source>
            <translation>Reconstruit l'environnement même s'il y en a un.</translation>
        </message>
        <message>
            <source>Python of the environment</source>
            <translation>Python de l'environnement</translation>
        </message>
        <message>
            <source>Show status</source>
            <translation>Afficher l'état</translation>
        </message>
        <message>
            <source>Reports versions, paths, the model and the worker. It starts no worker and no job.</source>
            <translation>Donne les versions, les chemins, le modèle et le processus de calcul. Ne démarre ni processus ni tâche.</translation>
        </message>
        <message>
            <source>Whether Any2Any can translate</source>
            <translation>Si Any2Any peut traduire</translation>
        </message>
        <message>
            <source>Report</source>
            <translation>Rapport</translation>
        </message>
        <message>
            <source>List models</source>
            <translation>Lister les modèles</translation>
        </message>
        <message>
            <source>Lists the bundled model and the models in a folder, with their modalities and directions.</source>
            <translation>Liste le modèle fourni et ceux d'un dossier, avec leurs modalités et directions.</translation>
        </message>
        <message>
            <source>Folder with models</source>
            <translation>Dossier de modèles</translation>
        </message>
        <message>
            <source>A folder whose subfolders are models; empty lists the bundled one only.</source>
            <translation>Un dossier dont les sous-dossiers sont des modèles ; vide, seul le modèle fourni est listé.</translation>
        </message>
        <message>
            <source>Models as JSON</source>
            <translation>Modèles en JSON</translation>
        </message>
        <message>
            <source>Translate image modality</source>
            <translation>Traduire la modalité d'une image</translation>
        </message>
        <message>
            <source>Translates one kind of satellite image of a place into another with a latent-diffusion model, for rasters of any size.

The result is a synthetic image: it shows a plausible image predicted by the model, not what a sensor measured. Its name, its metadata and its GeoTIFF tags say so.

The pixel size follows the target: RGB, SAR and NIR keep it, PAN halves it, MS doubles it. Reflectance is written as whole numbers of 1/10000, backscatter in dB.</source>
            <translation>Traduit un type d'image satellite d'un lieu en un autre avec un modèle de diffusion latente, pour des rasters de toute taille.

Le résultat est une image synthétique : elle montre ce que le modèle juge probable, pas ce qu'un capteur a mesuré. Son nom, ses métadonnées et ses étiquettes GeoTIFF le disent.

La taille de pixel suit la cible : RGB, SAR et NIR la gardent, PAN la divise par deux, MS la double. La réflectance est écrite en nombres entiers de 1/10000, la rétrodiffusion en dB.</translation>
        </message>
        <message>
            <source>Source and target are both {}: choose two different modalities.</source>
            <translation>La source et la cible sont toutes deux {} : choisissez deux modalités différentes.</translation>
        </message>
        <message>
            <source>A standard deviation needs at least 2 samples, better 8: raise Samples.</source>
            <translation>Un écart type demande au moins 2 échantillons, mieux 8 : augmentez Échantillons.</translation>
        </message>
        <message>
            <source>{} to {} with the model {}</source>
            <translation>{} vers {} avec le modèle {}</translation>
        </message>
        <message>
            <source>The model was not trained on {} to {}: this is a zero-shot translation.</source>
            <translation>Le modèle n'a pas été entraîné de {} vers {} : c'est une traduction zero-shot.</translation>
        </message>
        <message>
            <source>{width} x {height} pixels in {seconds:.1f} s, {windows} windows ({windows_skipped} empty)</source>
            <translation>{width} x {height} pixels en {seconds:.1f} s, {windows} fenêtres ({windows_skipped} vides)</translation>
        </message>
        <message>
            <source>, translated through {}</source>
            <translation>, traduit par {}</translation>
        </message>
        <message>
            <source>Translate many images</source>
            <translation>Traduire plusieurs images</translation>
        </message>
        <message>
            <source>Translates layers, or all rasters of a folder, in one direction into a folder. If you run it again, it skips finished results and continues the others. A raster that fails is reported; the others are translated.</source>
            <translation>Traduit des couches, ou tous les rasters d'un dossier, dans une direction vers un dossier. Relancé, il saute ce qui est terminé et continue le reste. Un raster en échec est signalé ; les autres sont traduits.</translation>
        </message>
        <message>
            <source>Folder for the results</source>
            <translation>Dossier des résultats</translation>
        </message>
        <message>
            <source>Each result is named after its input and the target.</source>
            <translation>Chaque résultat porte le nom de son entrée et de la cible.</translation>
        </message>
        <message>
            <source>Translated images</source>
            <translation>Images traduites</translation>
        </message>
        <message>
            <source>Number of rasters that failed</source>
            <translation>Nombre de rasters en échec</translation>
        </message>
        <message>
            <source>Layers</source>
            <translation>Couches</translation>
        </message>
        <message>
            <source>Folder with rasters</source>
            <translation>Dossier de rasters</translation>
        </message>
        <message>
            <source>Raster layers; those that the worker cannot open are exported first.</source>
            <translation>Couches raster ; celles que le processus de travail ne peut pas ouvrir sont d'abord exportées.</translation>
        </message>
        <message>
            <source>All GeoTIFF, JPEG 2000, VRT and IMG files in it are translated.</source>
            <translation>Tous ses fichiers GeoTIFF, JPEG 2000, VRT et IMG sont traduits.</translation>
        </message>
        <message>
            <source>What the inputs show.</source>
            <translation>Ce que montrent les entrées.</translation>
        </message>
        <message>
            <source>Target modality</source>
            <translation>Modalité cible</translation>
        </message>
        <message>
            <source>What to make of them.</source>
            <translation>Ce qu'il faut en faire.</translation>
        </message>
        <message>
            <source>Preset</source>
            <translation>Préréglage</translation>
        </message>
        <message>
            <source>Sampling steps: 1, 4, 10 or 250.</source>
            <translation>Pas d'échantillonnage : 1, 4, 10 ou 250.</translation>
        </message>
        <message>
            <source>How the inputs store their values; auto looks at each file.</source>
            <translation>Comment les entrées stockent leurs valeurs ; auto examine chaque fichier.</translation>
        </message>
        <message>
            <source>Choose layers or a folder with rasters.</source>
            <translation>Choisissez des couches ou un dossier de rasters.</translation>
        </message>
        <message>
            <source>{} holds no raster.</source>
            <translation>{} ne contient aucun raster.</translation>
        </message>
        <message>
            <source>{} is finished already</source>
            <translation>{} est déjà terminé</translation>
        </message>
        <message>
            <source>Input raster</source>
            <translation>Raster d'entrée</translation>
        </message>
        <message>
            <source>The image to translate: any raster that lies in a file, with or without a CRS.</source>
            <translation>L'image à traduire : tout raster enregistré dans un fichier, avec ou sans SCR.</translation>
        </message>
        <message>
            <source>What the input is.</source>
            <translation>Ce qu'est l'entrée.</translation>
        </message>
        <message>
            <source>What to make of it. The log names directions that the model was not trained on.</source>
            <translation>Ce qu'il faut en faire. Les directions non entraînées sont signalées dans le journal.</translation>
        </message>
        <message>
            <source>The input's bands in the order of the source modality (RGB: red, green, blue). If empty, the first bands are used.</source>
            <translation>Les bandes de l'entrée dans l'ordre de la modalité source (RGB : rouge, vert, bleu). Sans choix, les premières sont prises.</translation>
        </message>
        <message>
            <source>Samples</source>
            <translation>Échantillons</translation>
        </message>
        <message>
            <source>Sampling steps: fast takes 1 (smooth, nearest on average), balanced 4, detailed 10 (more texture), paper 250.</source>
            <translation>Pas d'échantillonnage : fast en prend 1 (lisse, le plus proche en moyenne), balanced 4, detailed 10 (plus de texture), paper 250.</translation>
        </message>
        <message>
            <source>Another seed gives another plausible image; the same seed gives the same image.</source>
            <translation>Une autre graine donne une autre image plausible ; la même graine donne la même image.</translation>
        </message>
        <message>
            <source>Translates with this number of seeds and writes the mean of the images: nearer to the truth on average, and smoother. 8 is a good number for a standard deviation; the time grows with it.</source>
            <translation>Traduit avec autant de graines et écrit la moyenne des images : plus proche de la réalité en moyenne, et plus lisse. 8 convient pour un écart type ; la durée croît d'autant.</translation>
        </message>
        <message>
            <source>Route</source>
            <translation>Itinéraire</translation>
        </message>
        <message>
            <source>Untrained directions can go through another modality. Automatic takes the route that scored higher for the model, Direct uses no intermediate, and naming a modality forces that route.</source>
            <translation>Les directions non entraînées peuvent passer par une autre modalité. Automatique prend l'itinéraire le mieux noté pour le modèle, Direct n'utilise aucun intermédiaire, et une modalité nommée impose cet itinéraire.</translation>
        </message>
        <message>
            <source>How the input stores its values. Automatic looks at the file and says what it chose. Choose units of reflectance for optical images, of backscatter for radar, of temperature for thermal ones.</source>
            <translation>Comment l'entrée enregistre ses valeurs. Automatique examine le fichier et dit ce qu'il a choisi. Choisir des unités de réflectance pour les images optiques, de rétrodiffusion pour le radar, de température pour le thermique.</translation>
        </message>
        <message>
            <source>Processing level</source>
            <translation>Niveau de traitement</translation>
        </message>
        <message>
            <source>Level of the input's reflectance: at the surface (Sentinel-2 level 2A), or at the top of the atmosphere (level 1C), which is converted to surface reflectance first. Automatic decides by the file's tags and name. Radar has no level.</source>
            <translation>Niveau de la réflectance de l'entrée : à la surface (Sentinel-2 niveau 2A) ou au sommet de l'atmosphère (niveau 1C), d'abord ramenée à la surface. Automatique se fie aux métadonnées et au nom du fichier. Le radar n'a pas de niveau.</translation>
        </message>
        <message>
            <source>Processing level of the result</source>
            <translation>Niveau de traitement du résultat</translation>
        </message>
        <message>
            <source>Device</source>
            <translation>Périphérique</translation>
        </message>
        <message>
            <source>GPU memory in GB</source>
            <translation>Mémoire GPU en Go</translation>
        </message>
        <message>
            <source>What to compute on: auto takes a GPU where there is one, and all of them for large rasters; or cpu, cuda:1, mps, or several such as cuda:0,cuda:1.</source>
            <translation>Où calculer : auto prend un GPU s'il y en a un, et tous pour les grands rasters ; ou cpu, cuda:1, mps, ou plusieurs comme cuda:0,cuda:1.</translation>
        </message>
        <message>
            <source>The most memory of a CUDA GPU that the job may use. If empty, all free memory. Less memory takes longer; the image stays the same except for single grey levels.</source>
            <translation>Mémoire maximale que la tâche peut prendre sur un GPU CUDA ; sans nombre, toute la mémoire libre. Moins de mémoire prend plus de temps, pour la même image à un niveau de gris près par endroits.</translation>
        </message>
        <message>
            <source>Number format of the networks. bfloat16 takes about half the time on processors and GPUs that support it, and longer on others. It costs hundredths of a decibel.</source>
            <translation>Le type de nombres des réseaux. bfloat16 prend environ la moitié du temps si le processeur ou le GPU le connaît, sinon davantage, et coûte quelques centièmes de décibel.</translation>
        </message>
        <message>
            <source>The library that computes the networks. Automatic uses PyTorch on a CUDA GPU and ONNX Runtime otherwise. PyTorch is only there if you installed it; bfloat16 needs it.</source>
            <translation>La bibliothèque qui calcule les réseaux. Automatique utilise PyTorch sur un GPU CUDA et ONNX Runtime sinon. PyTorch n’est présent que si vous l’avez installé ; bfloat16 en a besoin.</translation>
        </message>
        <message>
            <source>Standard deviation</source>
            <translation>Écart type</translation>
        </message>
        <message>
            <source>Pixel size in metres</source>
            <translation>Taille de pixel en mètres</translation>
        </message>
        <message>
            <source>Resamples the input to this pixel size first. The model knows only the sizes that it was trained on: about 10 m, and 5 m for PAN.</source>
            <translation>Rééchantillonne d'abord l'entrée à cette taille de pixel. Le modèle ne connaît que les tailles de son entraînement : environ 10 m, et 5 m pour PAN.</translation>
        </message>
        <message>
            <source>The area to translate. If empty, the whole raster.</source>
            <translation>La partie à traduire ; sinon le raster entier.</translation>
        </message>
        <message>
            <source>Folder with a model's config.json and weights. If empty, the bundled model.</source>
            <translation>Dossier contenant config.json et les poids d'un modèle ; sinon le modèle fourni.</translation>
        </message>
        <message>
            <source>A cloud-optimised GeoTIFF with tags that mark it as synthetic.</source>
            <translation>Un GeoTIFF optimisé pour le cloud dont les étiquettes le disent synthétique.</translation>
        </message>
        <message>
            <source>How far the samples disagree at each pixel, in reflectance or dB; needs 2 samples or more, and a preset of several steps. It is not an error bar: errors that all samples share do not show in it.</source>
            <translation>Combien les échantillons divergent en chaque pixel, en réflectance ou en dB ; demande au moins 2 échantillons et un préréglage de plusieurs pas. Ce n'est pas une barre d'erreur : ce que le modèle n'a jamais vu n'y figure pas.</translation>
        </message>
        <message>
            <source>Loading the model on {device}</source>
            <translation>Chargement du modèle sur {device}</translation>
        </message>
        <message>
            <source>Computing on {devices}</source>
            <translation>Calcul sur {devices}</translation>
        </message>
        <message>
            <source>Translating {source} to {target} through {via}</source>
            <translation>Traduction de {source} vers {target} par {via}</translation>
        </message>
        <message>
            <source>Units: {units} ({reason})</source>
            <translation>Unités : {units} ({reason})</translation>
        </message>
        <message>
            <source>One sampling step gives nearly the mean of all likely images, so the samples hardly differ: choose the preset balanced or detailed for a standard deviation that means something.</source>
            <translation>Un seul pas d'échantillonnage donne presque la moyenne de toutes les images probables, les échantillons diffèrent donc à peine : choisissez le préréglage équilibré ou détaillé pour un écart type qui ait un sens.</translation>
        </message>
        <message>
            <source>The samples are of the second translation only: all start from the same intermediate image, so their deviation is too small.</source>
            <translation>Les échantillons ne concernent que la seconde traduction : tous partent de la même image intermédiaire, leur écart est donc trop petit.</translation>
        </message>
        <message>
            <source>Cancelled. The worker did not stop by itself and was ended; the next job starts another one.</source>
            <translation>Annulé. Le processus de calcul ne s'est pas arrêté de lui-même et a été interrompu ; la prochaine tâche en démarre un autre.</translation>
        </message>
        <message>
            <source>{path} cannot be opened as a raster ({reason}): check the file and its format.</source>
            <translation>{path} ne peut pas être ouvert comme raster ({reason}) : vérifiez le fichier et son format.</translation>
        </message>
        <message>
            <source>{path} cannot be read at rows {first} to {last} ({reason}): the file is damaged, incomplete or gone. Copy or download it again.</source>
            <translation>{path} ne peut pas être lu aux lignes {first} à {last} ({reason}) : le fichier est endommagé, incomplet ou absent. Copiez-le ou téléchargez-le à nouveau.</translation>
        </message>
        <message>
            <source>{path} has no valid pixel: all are nodata, masked or not a number.</source>
            <translation>{path} n'a aucun pixel valide : tous sont nodata, masqués ou ne sont pas des nombres.</translation>
        </message>
        <message>
            <source>No pixel of the area is valid: the result is all nodata.</source>
            <translation>Aucun pixel de la zone n'est valide : le résultat est entièrement nodata.</translation>
        </message>
        <message>
            <source>Pixels of {size} m are far from the {known} m that the model was trained on for {title}: set the pixel size to {known} m (Advanced).</source>
            <translation>Des pixels de {size} m sont loin des {known} m que le modèle connaît pour {title} : réglez la taille de pixel à {known} m (Avancé).</translation>
        </message>
        <message>
            <source>Pixels of {x} × {y} m are not square, and the model knows square ones: warp the layer to a projected CRS first, with pixels of {size} m.</source>
            <translation>Les pixels de {x} × {y} m ne sont pas carrés, et le modèle connaît des pixels carrés : reprojetez d’abord la couche dans un SCR projeté avec des pixels de {size} m.</translation>
        </message>
        <message>
            <source>{path} is placed by control points only: warp it first with Raster &gt; Georeferencer or Warp.</source>
            <translation>{path} n'est placé que par des points de contrôle : projetez-le d'abord avec Raster &gt; Géoréférencer ou Projection.</translation>
        </message>
        <message>
            <source>The value {value} forms a border and is treated as nodata: set it as nodata value in the layer's properties (Transparency) if that is right.</source>
            <translation>La valeur {value} forme une bordure et est prise pour rien de mesuré : déclarez-la comme nodata dans les propriétés de la couche (Transparence) si c'est exact.</translation>
        </message>
        <message>
            <source>The value {value} fills a part of the edge and is translated, because it occurs elsewhere too: set it as nodata value in the layer's properties (Transparency) if nothing was measured there.</source>
            <translation>La valeur {value} remplit une partie du bord et est traduite, car elle apparaît aussi ailleurs : définissez-la comme valeur nodata dans les propriétés de la couche (Transparence) si rien n’y a été mesuré.</translation>
        </message>
        <message>
            <source>The area was enlarged to whole pixels of the result.</source>
            <translation>La zone a été agrandie à des pixels entiers du résultat.</translation>
        </message>
        <message>
            <source>The area reaches beyond the raster: only the part inside is translated.</source>
            <translation>La zone dépasse le raster : ce qui se trouve à l’intérieur est traduit.</translation>
        </message>
        <message>
            <source>Band {band} of {path} holds colour indices, not measurements: convert it first with Raster &gt; Conversion &gt; PCT to RGB.</source>
            <translation>La bande {band} de {path} contient des indices de couleur, pas des mesures : convertissez-la d'abord avec Raster &gt; Conversion &gt; PCT vers RVB.</translation>
        </message>
        <message>
            <source>{path} has {count} bands, {title} needs {need} ({names}): choose another modality or file.</source>
            <translation>{path} a {count} bandes, {title} en demande {need} ({names}) : choisissez une autre modalité ou un autre fichier.</translation>
        </message>
        <message>
            <source>Of {count} bands, {bands} are taken as {names}: choose bands if others are meant.</source>
            <translation>Sur {count} bandes, {bands} sont prises pour {names} : choisissez des bandes si ce sont d'autres.</translation>
        </message>
        <message>
            <source>Bands {bands} are taken as {names}, because their numbers look like those of {sensor}: choose bands if they are another sensor's.</source>
            <translation>Les bandes {bands} sont prises pour {names}, car leurs numéros ressemblent à ceux de {sensor} : choisissez les bandes si elles viennent d’un autre capteur.</translation>
        </message>
        <message>
            <source>With the units “{units}” the values cannot be right: choose other units.</source>
            <translation>Avec les unités « {units} » les valeurs ne peuvent pas être justes : choisissez d'autres unités.</translation>
        </message>
        <message>
            <source>The median reflectance is {value}: if the scene is not unusual, “{units}” are the wrong units.</source>
            <translation>La réflectance médiane est {value} : si la scène n'est pas inhabituelle, « {units} » sont de mauvaises unités.</translation>
        </message>
        <message>
            <source>The median of {value} dB is brighter than land: “{units}” may be the wrong units.</source>
            <translation>La médiane de {value} dB est plus claire que la terre : « {units} » sont peut-être de mauvaises unités.</translation>
        </message>
        <message>
            <source>The radar image is not calibrated: its level was guessed. Calibrated backscatter in dB gives better results.</source>
            <translation>L'image radar n'est pas étalonnée : son niveau a été estimé. Une rétrodiffusion étalonnée en dB donne de meilleurs résultats.</translation>
        </message>
        <message>
            <source>An 8-bit radar image is not calibrated: calibrated backscatter in dB gives better results. If its grey levels are linear in dB, choose the units for that.</source>
            <translation>Une image radar de 8 bits n’est pas calibrée : une rétrodiffusion calibrée en dB donne de meilleurs résultats. Si ses niveaux de gris sont linéaires en dB, choisissez les unités correspondantes.</translation>
        </message>
        <message>
            <source>as chosen</source>
            <translation>comme choisi</translation>
        </message>
        <message>
            <source>8-bit values are a picture</source>
            <translation>les valeurs sur 8 bits sont une image d'affichage</translation>
        </message>
        <message>
            <source>the file's scale and offset say so</source>
            <translation>d'après l'échelle et le décalage du fichier</translation>
        </message>
        <message>
            <source>values up to {top} are reflectance already</source>
            <translation>les valeurs jusqu'à {top} sont déjà une réflectance</translation>
        </message>
        <message>
            <source>the product name is Landsat Collection 2, level {level}</source>
            <translation>le nom du produit est Landsat Collection 2, niveau {level}</translation>
        </message>
        <message>
            <source>Sentinel-2 baseline {baseline} stores reflectance × 10000 plus 1000</source>
            <translation>la baseline {baseline} de Sentinel-2 enregistre la réflectance × 10000 plus 1000</translation>
        </message>
        <message>
            <source>values up to {top} are reflectance × 10000</source>
            <translation>les valeurs jusqu'à {top} sont une réflectance × 10000</translation>
        </message>
        <message>
            <source>values from {low} to {top} are those of Landsat Collection 2</source>
            <translation>les valeurs de {low} à {top} sont celles de Landsat Collection 2</translation>
        </message>
        <message>
            <source>values from {low} are decibels × 10</source>
            <translation>les valeurs à partir de {low} sont des décibels × 10</translation>
        </message>
        <message>
            <source>values from {low} are decibels × 100</source>
            <translation>les valeurs à partir de {low} sont des décibels × 100</translation>
        </message>
        <message>
            <source>values from {low} to {high} are decibels</source>
            <translation>les valeurs de {low} à {high} sont des décibels</translation>
        </message>
        <message>
            <source>complex values were turned into power</source>
            <translation>les valeurs complexes ont été converties en puissance</translation>
        </message>
        <message>
            <source>the product name says amplitude</source>
            <translation>le nom du produit indique une amplitude</translation>
        </message>
        <message>
            <source>the product name says power</source>
            <translation>le nom du produit indique une puissance</translation>
        </message>
        <message>
            <source>positive values with median {middle} are linear power</source>
            <translation>des valeurs positives de médiane {middle} sont une puissance linéaire</translation>
        </message>
        <message>
            <source>positive values with median {middle} are amplitude</source>
            <translation>des valeurs positives de médiane {middle} sont une amplitude</translation>
        </message>
        <message>
            <source>8-bit values are taken for a stretched picture of the amplitude</source>
            <translation>les valeurs sur 8 bits sont prises pour une image étirée de l'amplitude</translation>
        </message>
        <message>
            <source>the file's scale and offset give decibels</source>
            <translation>l'échelle et le décalage du fichier donnent des décibels</translation>
        </message>
        <message>
            <source>the file's scale gives positive values, linear power</source>
            <translation>l'échelle du fichier donne des valeurs positives, une puissance linéaire</translation>
        </message>
        <message>
            <source>values near {middle} are temperatures of Landsat Collection 2</source>
            <translation>les valeurs proches de {middle} sont des températures de Landsat Collection 2</translation>
        </message>
        <message>
            <source>values near {middle} are kelvin</source>
            <translation>les valeurs proches de {middle} sont des kelvins</translation>
        </message>
        <message>
            <source>values near {middle} are degrees Celsius</source>
            <translation>les valeurs proches de {middle} sont des degrés Celsius</translation>
        </message>
        <message>
            <source>Values up to {top} are very dark as reflectance × 10000: for an 8-bit picture choose other units.</source>
            <translation>Les valeurs jusqu'à {top} sont très sombres comme réflectance × 10000 : pour une image sur 8 bits, choisissez d'autres unités.</translation>
        </message>
        <message>
            <source>No value is below {low}: for Sentinel-2 images since 2022 with their offset choose other units.</source>
            <translation>Aucune valeur n'est inférieure à {low} : pour des images Sentinel-2 depuis 2022 avec leur décalage, choisissez d'autres unités.</translation>
        </message>
        <message>
            <source>Values from {low} to {top} are taken for Landsat Collection 2: for snow or cloud in reflectance × 10000 choose other units.</source>
            <translation>Les valeurs de {low} à {top} sont prises pour Landsat Collection 2 : pour de la neige ou des nuages en réflectance × 10000, choisissez d'autres unités.</translation>
        </message>
        <message>
            <source>Values as low as {low} become negative reflectance: if the offset was removed already choose other units.</source>
            <translation>Des valeurs aussi basses que {low} donnent une réflectance négative : si le décalage a déjà été retiré, choisissez d'autres unités.</translation>
        </message>
        <message>
            <source>The reflectance is that at the top of the atmosphere: it is converted to surface reflectance first.</source>
            <translation>La réflectance est celle au sommet de l’atmosphère : elle est d’abord convertie en réflectance de surface.</translation>
        </message>
        <message>
            <source>The input is like the training data. It differs most in the median of {band}: {value}, and {low} to {high} in the training data (distance {score}, limit 1).</source>
            <translation>L’entrée ressemble aux données d’entraînement. Elle en diffère le plus par la médiane de {band} : {value}, et {low} à {high} dans les données d’entraînement (distance {score}, limite 1).</translation>
        </message>
        <message>
            <source>The input is like the training data. It differs most in the texture of {band}: {share} times the typical one of the training data (distance {score}, limit 1).</source>
            <translation>L’entrée ressemble aux données d’entraînement. Elle en diffère le plus par la texture de {band} : {share} fois la texture typique des données d’entraînement (distance {score}, limite 1).</translation>
        </message>
        <message>
            <source>The input is like the training data. It differs most in the pixel size: {size} m, and {low} to {high} m in the training data (distance {score}, limit 1).</source>
            <translation>L’entrée ressemble aux données d’entraînement. Elle en diffère le plus par la taille des pixels : {size} m, et {low} à {high} m dans les données d’entraînement (distance {score}, limite 1).</translation>
        </message>
        <message>
            <source>The input is like the training data in the latent space too (distance {score}, limit 1).</source>
            <translation>L’entrée ressemble aussi aux données d’entraînement dans l’espace latent (distance {score}, limite 1).</translation>
        </message>
        <message>
            <source>The input is unlike the training data (distance {score}, limit 1): the median of {band} is {value}, and {low} to {high} in the training data. Check the result before you use it.</source>
            <translation>L’entrée ne ressemble pas aux données d’entraînement (distance {score}, limite 1) : la médiane de {band} est {value}, et {low} à {high} dans les données d’entraînement. Vérifiez le résultat avant de l’utiliser.</translation>
        </message>
        <message>
            <source>The input is unlike the training data (distance {score}, limit 1): the texture of {band} is {share} times the typical one of the training data. Check the result before you use it.</source>
            <translation>L’entrée ne ressemble pas aux données d’entraînement (distance {score}, limite 1) : la texture de {band} est {share} fois la texture typique des données d’entraînement. Vérifiez le résultat avant de l’utiliser.</translation>
        </message>
        <message>
            <source>The input is unlike the training data (distance {score}, limit 1): its pixels have {size} m, and those of the training data {low} to {high} m. Check the result before you use it.</source>
            <translation>L’entrée ne ressemble pas aux données d’entraînement (distance {score}, limite 1) : ses pixels font {size} m, et ceux des données d’entraînement {low} à {high} m. Vérifiez le résultat avant de l’utiliser.</translation>
        </message>
        <message>
            <source>The input is unlike the training data in the latent space (distance {score}, limit 1): its structure, or how its bands go together, is unlike theirs. Check the bands, and the result before you use it.</source>
            <translation>L’entrée ne ressemble pas aux données d’entraînement dans l’espace latent (distance {score}, limite 1) : sa structure ou la relation entre ses bandes diffère. Vérifiez les bandes, et le résultat avant de l’utiliser.</translation>
        </message>
        <message>
            <source>The output {path} must be a GeoTIFF: give it a name that ends with .tif.</source>
            <translation>La sortie {path} doit être un GeoTIFF : donnez-lui un nom qui se termine par .tif.</translation>
        </message>
        <message>
            <source>The output folder {folder} does not exist: create it or choose another one.</source>
            <translation>Le dossier de sortie {folder} n'existe pas : créez-le ou choisissez-en un autre.</translation>
        </message>
        <message>
            <source>The output folder {folder} is not writable: choose another one or change its permissions.</source>
            <translation>Le dossier de sortie {folder} est protégé en écriture : choisissez-en un autre ou changez ses droits.</translation>
        </message>
        <message>
            <source>The output {path} is the input: choose another name.</source>
            <translation>La sortie {path} est l'entrée : choisissez un autre nom.</translation>
        </message>
        <message>
            <source>{path} is finished: the same job has made it before.</source>
            <translation>{path} est terminé : la même tâche l'a déjà produit.</translation>
        </message>
        <message>
            <source>The folder {path} is left over and can be deleted ({reason}).</source>
            <translation>Le dossier {path} est resté et peut être supprimé ({reason}).</translation>
        </message>
        <message>
            <source>{path} cannot be replaced ({reason}): close it in other programs, then run the job again.</source>
            <translation>{path} ne peut pas être remplacé ({reason}) : fermez-le dans les autres programmes, puis relancez la tâche.</translation>
        </message>
        <message>
            <source>{path} cannot be written ({reason}): make room or choose another folder. Finished rows are kept; Resume continues with them.</source>
            <translation>{path} ne peut pas être écrit ({reason}) : libérez de la place ou choisissez un autre dossier. Les lignes terminées sont gardées ; Reprendre continue avec elles.</translation>
        </message>
        <message>
            <source>Memory ran out: the job continues in smaller pieces.</source>
            <translation>Mémoire insuffisante : la tâche continue par morceaux plus petits.</translation>
        </message>
        <message>
            <source>The memory of {device} is too small even for one window: choose the device cpu.</source>
            <translation>La mémoire de {device} est trop petite même pour une fenêtre : choisissez le périphérique cpu.</translation>
        </message>
        <message>
            <source>Memory ran out ({reason}): close other programs or translate a smaller area. Finished rows are kept; Resume continues with them.</source>
            <translation>La mémoire est épuisée ({reason}) : fermez d’autres programmes ou traduisez une zone plus petite. Les lignes terminées sont conservées ; Reprendre continue à partir d’elles.</translation>
        </message>
        <message>
            <source>The device {device} failed ({reason}): run the job again, it continues from here. Choose the device cpu if it fails again.</source>
            <translation>Le périphérique {device} est tombé en panne ({reason}) : relancez la tâche, elle continue à partir d’ici. Choisissez le périphérique cpu si cela se reproduit.</translation>
        </message>
        <message>
            <source>Fine-tuning needs {packages}: run the algorithm Set up Any2Any with the profile train.</source>
            <translation>L’ajustement fin a besoin de {packages} : lancez l’algorithme d’installation d’Any2Any avec le profil train.</translation>
        </message>
        <message>
            <source>The device {device} is not used: {reason}</source>
            <translation>L'appareil {device} n'est pas utilisé : {reason}</translation>
        </message>
        <message>
            <source>The device {device} failed ({reason}): the job continues on the processor.</source>
            <translation>L'appareil {device} a échoué ({reason}) : la tâche continue sur le processeur.</translation>
        </message>
        <message>
            <source>The limit of GPU memory has no effect on the device {device}.</source>
            <translation>La limite de mémoire du GPU n'a pas d'effet sur l'appareil {device}.</translation>
        </message>
        <message>
            <source>The device {device} is not available: choose auto or cpu.</source>
            <translation>Le périphérique {device} n’est pas disponible : choisissez auto ou cpu.</translation>
        </message>
        <message>
            <source>The worker cannot be started with {program}: {reason}</source>
            <translation>Le processus de calcul ne peut pas être lancé avec {program} : {reason}</translation>
        </message>
        <message>
            <source>The worker did not answer for {seconds} s and was ended. Its last lines:
{last}</source>
            <translation>Le processus de calcul n'a pas répondu pendant {seconds} s et a été arrêté. Ses dernières lignes :
{last}</translation>
        </message>
        <message>
            <source>The worker stopped answering and was ended. Its last lines:
{last}</source>
            <translation>Le processus de calcul ne répondait plus et a été arrêté. Ses dernières lignes :
{last}</translation>
        </message>
        <message>
            <source>The worker ended unexpectedly (exit code {exit}). Its last lines:
{last}</source>
            <translation>Le processus de calcul s'est terminé de façon inattendue (code de sortie {exit}). Ses dernières lignes :
{last}</translation>
        </message>
        <message>
            <source>The worker was killed (exit code {exit}): often the machine ran out of memory. Its last lines:
{last}</source>
            <translation>Le processus de calcul a été tué (code de sortie {exit}) : souvent, la mémoire était épuisée. Ses dernières lignes :
{last}</translation>
        </message>
        <message>
            <source>The job was stopped, because the plugin ended its worker.</source>
            <translation>La tâche a été arrêtée, car l'extension a arrêté son processus de calcul.</translation>
        </message>
        <message>
            <source>The worker sent something that is not a message ({reason}): press Repair on the set-up page.</source>
            <translation>Le processus de calcul a envoyé autre chose qu'un message ({reason}) : appuyez sur Réparer dans la page d'installation.</translation>
        </message>
        <message>
            <source>The worker has a bug, please report it: {reason}</source>
            <translation>Le processus de calcul a un bogue, merci de le signaler : {reason}</translation>
        </message>
        <message>
            <source>The plugin and its worker are of different versions: install the plugin again and restart QGIS.</source>
            <translation>L'extension et son processus de calcul sont de versions différentes : réinstallez l'extension et redémarrez QGIS.</translation>
        </message>
        <message>
            <source>run the job again</source>
            <translation>relancez la tâche</translation>
        </message>
        <message>
            <source>Testing</source>
            <translation>Test</translation>
        </message>
        <message>
            <source>Ready</source>
            <translation>Prêt</translation>
        </message>
        <message>
            <source>Looking for a Python</source>
            <translation>Recherche d'un Python</translation>
        </message>
        <message>
            <source>Creating the environment</source>
            <translation>Création de l'environnement</translation>
        </message>
        <message>
            <source>Downloading Python {}</source>
            <translation>Téléchargement de Python {}</translation>
        </message>
        <message>
            <source>Downloading {}</source>
            <translation>Téléchargement de {}</translation>
        </message>
        <message>
            <source>Installing</source>
            <translation>Installation</translation>
        </message>
        <message>
            <source>The package index cannot be reached.</source>
            <translation>L'index de paquets est injoignable.</translation>
        </message>
        <message>
            <source>The proxy asks for a user name and a password (407).</source>
            <translation>Le proxy demande un nom d'utilisateur et un mot de passe (407).</translation>
        </message>
        <message>
            <source>The certificate of the package index is not trusted on this computer.</source>
            <translation>Le certificat de l'index de paquets n'est pas reconnu sur cet ordinateur.</translation>
        </message>
        <message>
            <source>The package index or a firewall refused the download.</source>
            <translation>L'index de paquets ou un pare-feu a refusé le téléchargement.</translation>
        </message>
        <message>
            <source>A downloaded package differs from the one that this plugin was tested with.</source>
            <translation>Un paquet téléchargé diffère de celui avec lequel l'extension a été testée.</translation>
        </message>
        <message>
            <source>The package index does not offer a package that is needed.</source>
            <translation>L'index de paquets n'offre pas un paquet nécessaire.</translation>
        </message>
        <message>
            <source>The disk is full.</source>
            <translation>Le disque est plein.</translation>
        </message>
        <message>
            <source>The folder of the environment has too long a path.</source>
            <translation>Le chemin du dossier de l'environnement est trop long.</translation>
        </message>
        <message>
            <source>Another program or a policy blocks the files of the environment.</source>
            <translation>Un autre programme ou une règle bloque les fichiers de l'environnement.</translation>
        </message>
        <message>
            <source>No Python {wanted} was found on this computer.</source>
            <translation>Aucun Python {wanted} n'a été trouvé sur cet ordinateur.</translation>
        </message>
        <message>
            <source>This computer has no Python that is new enough, and Python {version} cannot be downloaded.</source>
            <translation>Cet ordinateur n’a pas de Python assez récent, et Python {version} ne peut pas être téléchargé.</translation>
        </message>
        <message>
            <source>The Python {python} has no pip.</source>
            <translation>Le Python {python} n'a pas pip.</translation>
        </message>
        <message>
            <source>The plugin has no package list {profile!r} for {platform}.</source>
            <translation>L'extension n'a pas de liste de paquets {profile!r} pour {platform}.</translation>
        </message>
        <message>
            <source>The Microsoft Visual C++ runtime is missing.</source>
            <translation>Les bibliothèques Microsoft Visual C++ manquent.</translation>
        </message>
        <message>
            <source>This Linux is too old for the packages (glibc).</source>
            <translation>Ce Linux est trop ancien pour les paquets (glibc).</translation>
        </message>
        <message>
            <source>The driver of the graphics card is too old.</source>
            <translation>Le pilote de la carte graphique est trop ancien.</translation>
        </message>
        <message>
            <source>The packages do not see the graphics card.</source>
            <translation>Les paquets ne voient pas la carte graphique.</translation>
        </message>
        <message>
            <source>The graphics card computes other values than the processor ({share:.1%} off).</source>
            <translation>La carte graphique calcule d’autres valeurs que le processeur ({share:.1%} d’écart).</translation>
        </message>
        <message>
            <source>The graphics card takes {gpu_s:.1f} s for the sample, the processor {cpu_s:.1f} s.</source>
            <translation>La carte graphique met {gpu_s:.1f} s pour l’exemple, le processeur {cpu_s:.1f} s.</translation>
        </message>
        <message>
            <source>Another QGIS is setting up Any2Any now.</source>
            <translation>Un autre QGIS installe Any2Any en ce moment.</translation>
        </message>
        <message>
            <source>{path} is not a bundle for this plugin and {platform}.</source>
            <translation>{path} n'est pas un paquet pour cette extension et {platform}.</translation>
        </message>
        <message>
            <source>The new environment does not translate the sample: {reason}</source>
            <translation>Le nouvel environnement ne traduit pas l'exemple : {reason}</translation>
        </message>
        <message>
            <source>The installation took longer than {minutes:.0f} minutes.</source>
            <translation>L'installation a duré plus de {minutes:.0f} minutes.</translation>
        </message>
        <message>
            <source>The installation failed: {reason}</source>
            <translation>L'installation a échoué : {reason}</translation>
        </message>
        <message>
            <source>Check the connection and the proxy, then try again.</source>
            <translation>Vérifiez la connexion et le proxy, puis réessayez.</translation>
        </message>
        <message>
            <source>Enter them under Settings &gt; Options &gt; Network.</source>
            <translation>Saisissez-les dans Préférences &gt; Options &gt; Réseau.</translation>
        </message>
        <message>
            <source>Choose your company's CA file under Options &gt; Any2Any.</source>
            <translation>Choisissez le fichier d'autorités de votre entreprise dans Options &gt; Any2Any.</translation>
        </message>
        <message>
            <source>Set a mirror under Options &gt; Any2Any, or use an offline bundle.</source>
            <translation>Indiquez un miroir dans Options &gt; Any2Any, ou utilisez un paquet hors ligne.</translation>
        </message>
        <message>
            <source>Nothing was installed: try again, and report it if it stays.</source>
            <translation>Rien n'a été installé : réessayez, et signalez-le si cela persiste.</translation>
        </message>
        <message>
            <source>Check the mirror under Options &gt; Any2Any, or use an offline bundle.</source>
            <translation>Vérifiez le miroir dans Options &gt; Any2Any, ou utilisez un paquet hors ligne.</translation>
        </message>
        <message>
            <source>Free some space, or choose another folder under Options &gt; Any2Any.</source>
            <translation>Libérez de la place, ou choisissez un autre dossier dans Options &gt; Any2Any.</translation>
        </message>
        <message>
            <source>Choose a shorter one under Options &gt; Any2Any.</source>
            <translation>Choisissez-en un plus court dans Options &gt; Any2Any.</translation>
        </message>
        <message>
            <source>Close other QGIS windows, allow the folder in the antivirus, then try again.</source>
            <translation>Fermez les autres fenêtres de QGIS, autorisez le dossier dans l'antivirus, puis réessayez.</translation>
        </message>
        <message>
            <source>Install one, or choose an existing Python.</source>
            <translation>Installez-en un, ou choisissez un Python existant.</translation>
        </message>
        <message>
            <source>Install it, or choose an existing Python.</source>
            <translation>Installez-le, ou choisissez un Python existant.</translation>
        </message>
        <message>
            <source>Install pip for it, or choose another Python.</source>
            <translation>Installez pip pour lui, ou choisissez un autre Python.</translation>
        </message>
        <message>
            <source>Choose an existing Python that has the packages.</source>
            <translation>Choisissez un Python existant qui a les paquets.</translation>
        </message>
        <message>
            <source>Install the Visual C++ Redistributable, then try again.</source>
            <translation>Installez Visual C++ Redistributable, puis réessayez.</translation>
        </message>
        <message>
            <source>Update it, or set up the profile for the processor.</source>
            <translation>Mettez-le à jour, ou installez le profil pour le processeur.</translation>
        </message>
        <message>
            <source>Update its driver and try again; until then the processor is used.</source>
            <translation>Mettez à jour son pilote et réessayez ; d’ici là, le processeur est utilisé.</translation>
        </message>
        <message>
            <source>The processor is used as before: report it with the diagnostics.</source>
            <translation>Le processeur est utilisé comme avant : signalez-le avec les diagnostics.</translation>
        </message>
        <message>
            <source>The processor is used as before: there is nothing to do.</source>
            <translation>Le processeur est utilisé comme avant : il n’y a rien à faire.</translation>
        </message>
        <message>
            <source>Wait until it has finished, then try again.</source>
            <translation>Attendez la fin, puis réessayez.</translation>
        </message>
        <message>
            <source>Choose a bundle that was made for both.</source>
            <translation>Choisissez un paquet fait pour les deux.</translation>
        </message>
        <message>
            <source>Try again, and report it with the diagnostics if it stays.</source>
            <translation>Réessayez, et signalez-le avec le diagnostic si cela persiste.</translation>
        </message>
        <message>
            <source>Try again: finished downloads are kept.</source>
            <translation>Réessayez : les téléchargements terminés sont gardés.</translation>
        </message>
    </context>
</TS>

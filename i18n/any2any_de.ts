<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
    <context>
        <name>Any2Any</name>
        <message>
            <source>the setting in Options &gt; Any2Any</source>
            <translation>die Einstellung unter Optionen &gt; Any2Any</translation>
        </message>
        <message>
            <source>the environment variable {}</source>
            <translation>die Umgebungsvariable {}</translation>
        </message>
        <message>
            <source>the environment that Set up made</source>
            <translation>die Umgebung, die Einrichten angelegt hat</translation>
        </message>
        <message>
            <source>the checkout's .venv</source>
            <translation>die .venv des Quellverzeichnisses</translation>
        </message>
        <message>
            <source>Any2Any is not set up yet: press Set up in its panel, run the algorithm any2any:setup, or choose a Python under Settings &gt; Options &gt; Any2Any.</source>
            <translation>Any2Any ist noch nicht eingerichtet: in seinem Fenster auf Einrichten drücken, den Algorithmus any2any:setup starten oder unter Einstellungen &gt; Optionen &gt; Any2Any ein Python wählen.</translation>
        </message>
        <message>
            <source>The worker's Python {} ({}) cannot be used: {}. Choose another under Options &gt; Any2Any.</source>
            <translation>Das Python des Arbeitsprozesses {} ({}) ist nicht zu gebrauchen: {}. Wählen Sie ein anderes unter Optionen &gt; Any2Any.</translation>
        </message>
        <message>
            <source>no answer within {:.0f} s</source>
            <translation>keine Antwort innerhalb von {:.0f} s</translation>
        </message>
        <message>
            <source>it does not answer as Python does</source>
            <translation>es antwortet nicht wie Python</translation>
        </message>
        <message>
            <source>The worker's Python {} ({}) cannot be used ({}): press Set up in the Any2Any panel, or choose another under Options &gt; Any2Any.</source>
            <translation>Das Python des Workers {} ({}) ist nicht verwendbar ({}): im Any2Any-Fenster auf Einrichten drücken oder unter Optionen &gt; Any2Any ein anderes wählen.</translation>
        </message>
        <message>
            <source>The model {} has no modality {!r}, only {}.</source>
            <translation>Das Modell {} hat keine Modalität {!r}, nur {}.</translation>
        </message>
        <message>
            <source>{} is not a model folder: its config.json cannot be read ({}).</source>
            <translation>{} ist kein Modellordner: Seine config.json kann nicht gelesen werden ({}).</translation>
        </message>
        <message>
            <source>{} is not the manifest of a model: {}.</source>
            <translation>{} ist nicht das Manifest eines Modells: {}.</translation>
        </message>
        <message>
            <source>Model card</source>
            <translation>Steckbrief des Modells</translation>
        </message>
        <message>
            <source>The model in {} has no card ({}).</source>
            <translation>Das Modell in {} hat keinen Steckbrief ({}).</translation>
        </message>
        <message>
            <source>not stated</source>
            <translation>nicht angegeben</translation>
        </message>
        <message>
            <source>{} {}, licence: {}</source>
            <translation>{} {}, Lizenz: {}</translation>
        </message>
        <message>
            <source>Advanced</source>
            <translation>Erweitert</translation>
        </message>
        <message>
            <source>As the preset says</source>
            <translation>Wie in der Voreinstellung</translation>
        </message>
        <message>
            <source>Sampling steps instead of the preset's.</source>
            <translation>Abtastschritte anstelle derer der Voreinstellung.</translation>
        </message>
        <message>
            <source>That of the layer</source>
            <translation>Die des Layers</translation>
        </message>
        <message>
            <source>Resample the layer to this pixel size first: the model knows only some sizes.</source>
            <translation>Den Layer zuerst auf diese Pixelgröße umrechnen: das Modell kennt nur einige Größen.</translation>
        </message>
        <message>
            <source>Another seed gives another plausible image.</source>
            <translation>Ein anderer Startwert ergibt ein anderes plausibles Bild.</translation>
        </message>
        <message>
            <source>Translate with several seeds and write their mean.</source>
            <translation>Mit mehreren Startwerten übersetzen und den Mittelwert schreiben.</translation>
        </message>
        <message>
            <source>Add a layer of the standard deviation</source>
            <translation>Layer der Standardabweichung hinzufügen</translation>
        </message>
        <message>
            <source>The library that computes: PyTorch is only there if you installed it.</source>
            <translation>Die Bibliothek, die rechnet: PyTorch ist nur da, wenn Sie es installiert haben.</translation>
        </message>
        <message>
            <source>Level of the result's reflectance: choose the top of the atmosphere to compare with level 1C images.</source>
            <translation>Niveau der Reflektanz des Ergebnisses: Oberrand der Atmosphäre wählen, um es mit Bildern des Levels 1C zu vergleichen.</translation>
        </message>
        <message>
            <source>auto, cpu, cuda:0 or mps</source>
            <translation>auto, cpu, cuda:0 oder mps</translation>
        </message>
        <message>
            <source>Card</source>
            <translation>Steckbrief</translation>
        </message>
        <message>
            <source>What the model was trained on, how good it is, and where not to use it</source>
            <translation>Womit das Modell trainiert wurde, wie gut es ist und wofür es nicht taugt</translation>
        </message>
        <message>
            <source>Steps</source>
            <translation>Schritte</translation>
        </message>
        <message>
            <source>S&amp;eed</source>
            <translation>&amp;Startwert</translation>
        </message>
        <message>
            <source>Sa&amp;mples</source>
            <translation>Stich&amp;proben</translation>
        </message>
        <message>
            <source>Rou&amp;te</source>
            <translation>Rou&amp;te</translation>
        </message>
        <message>
            <source>Pi&amp;xel size</source>
            <translation>Pi&amp;xelgröße</translation>
        </message>
        <message>
            <source>Reflecta&amp;nce of the result</source>
            <translation>Reflekta&amp;nz des Ergebnisses</translation>
        </message>
        <message>
            <source>Precision</source>
            <translation>Genauigkeit</translation>
        </message>
        <message>
            <source>Runtime</source>
            <translation>Laufzeitumgebung</translation>
        </message>
        <message>
            <source>&amp;Device</source>
            <translation>&amp;Gerät</translation>
        </message>
        <message>
            <source>M&amp;odel</source>
            <translation>M&amp;odell</translation>
        </message>
        <message>
            <source>Area to translate</source>
            <translation>Zu übersetzender Bereich</translation>
        </message>
        <message>
            <source>Whole layer</source>
            <translation>Ganzer Layer</translation>
        </message>
        <message>
            <source>Map view</source>
            <translation>Kartenausschnitt</translation>
        </message>
        <message>
            <source>Rectangle drawn on the map</source>
            <translation>Auf der Karte gezeichnetes Rechteck</translation>
        </message>
        <message>
            <source>Around the selected features</source>
            <translation>Um die gewählten Objekte</translation>
        </message>
        <message>
            <source>&amp;Area</source>
            <translation>&amp;Bereich</translation>
        </message>
        <message>
            <source>Draw a rectangle on the map.</source>
            <translation>Zeichnen Sie ein Rechteck auf die Karte.</translation>
        </message>
        <message>
            <source>Select features of a vector layer, and make that layer the active one.</source>
            <translation>Wählen Sie Objekte eines Vektorlayers und machen Sie diesen Layer aktiv.</translation>
        </message>
        <message>
            <source>up to {}</source>
            <translation>bis zu {}</translation>
        </message>
        <message>
            <source>about {}</source>
            <translation>etwa {}</translation>
        </message>
        <message>
            <source>about {} by the preview</source>
            <translation>etwa {} laut Vorschau</translation>
        </message>
        <message>
            <source>time unknown before a preview</source>
            <translation>Zeit vor einer Vorschau unbekannt</translation>
        </message>
        <message>
            <source>With holes</source>
            <translation>Mit Lücken</translation>
        </message>
        <message>
            <source>Filled</source>
            <translation>Gefüllt</translation>
        </message>
        <message>
            <source>Filling a preview</source>
            <translation>Eine Vorschau wird gefüllt</translation>
        </message>
        <message>
            <source>The map view shows no hole of the image: move the map to one.</source>
            <translation>Die Kartenansicht zeigt keine Lücke des Bildes: die Karte dorthin verschieben.</translation>
        </message>
        <message>
            <source>{} cannot be read.</source>
            <translation>{} kann nicht gelesen werden.</translation>
        </message>
        <message>
            <source>So&amp;urce</source>
            <translation>&amp;Quelle</translation>
        </message>
        <message>
            <source>Se&amp;cond source</source>
            <translation>&amp;Zweite Quelle</translation>
        </message>
        <message>
            <source>No layer</source>
            <translation>Kein Layer</translation>
        </message>
        <message>
            <source>A layer that shows the ground under the holes, such as radar</source>
            <translation>Ein Layer, der den Boden unter den Lücken zeigt, etwa Radar</translation>
        </message>
        <message>
            <source>Modality of the source</source>
            <translation>Modalität der Quelle</translation>
        </message>
        <message>
            <source>The layer is taken for {}, but: {}.</source>
            <translation>Der Layer wird als {} genommen, aber: {}.</translation>
        </message>
        <message>
            <source>Image with holes</source>
            <translation>Bild mit Lücken</translation>
        </message>
        <message>
            <source>Choose a raster layer</source>
            <translation>Rasterlayer wählen</translation>
        </message>
        <message>
            <source>Holes</source>
            <translation>Lücken</translation>
        </message>
        <message>
            <source>Nodata of the image</source>
            <translation>Nodata des Bildes</translation>
        </message>
        <message>
            <source>All values but 0; 3,8,9,10 of a scene classification</source>
            <translation>Alle Werte außer 0; 3,8,9,10 einer Szenenklassifikation</translation>
        </message>
        <message>
            <source>Older image</source>
            <translation>Älteres Bild</translation>
        </message>
        <message>
            <source>Temporary file</source>
            <translation>Temporäre Datei</translation>
        </message>
        <message>
            <source>Pre&amp;view a hole</source>
            <translation>Lücke &amp;ansehen</translation>
        </message>
        <message>
            <source>&amp;Fill</source>
            <translation>&amp;Füllen</translation>
        </message>
        <message>
            <source>Fill the hole nearest to the middle of the map view</source>
            <translation>Die Lücke füllen, die der Mitte der Kartenansicht am nächsten liegt</translation>
        </message>
        <message>
            <source>&amp;Image with holes</source>
            <translation>&amp;Bild mit Lücken</translation>
        </message>
        <message>
            <source>&amp;Holes</source>
            <translation>&amp;Lücken</translation>
        </message>
        <message>
            <source>&amp;Band of the holes</source>
            <translation>Ka&amp;nal der Lücken</translation>
        </message>
        <message>
            <source>C&amp;lasses that are holes</source>
            <translation>&amp;Klassen, die Lücken sind</translation>
        </message>
        <message>
            <source>&amp;Older image</source>
            <translation>Äl&amp;teres Bild</translation>
        </message>
        <message>
            <source>&amp;Save to</source>
            <translation>S&amp;peichern in</translation>
        </message>
        <message>
            <source>Choose the image with holes.</source>
            <translation>Das Bild mit Lücken wählen.</translation>
        </message>
        <message>
            <source>Choose a source or an older image: something has to show the ground.</source>
            <translation>Eine Quelle oder ein älteres Bild wählen: etwas muss den Boden zeigen.</translation>
        </message>
        <message>
            <source>The image cannot fill its own holes: choose another source.</source>
            <translation>Das Bild kann seine eigenen Lücken nicht füllen: eine andere Quelle wählen.</translation>
        </message>
        <message>
            <source>{}: holes</source>
            <translation>{}: Lücken</translation>
        </message>
        <message>
            <source>Translate</source>
            <translation>Übersetzen</translation>
        </message>
        <message>
            <source>Fill gaps</source>
            <translation>Lücken füllen</translation>
        </message>
        <message>
            <source>{} translation(s) will be stopped. Leave QGIS?</source>
            <translation>{} Übersetzung(en) werden angehalten. QGIS beenden?</translation>
        </message>
        <message>
            <source>Show</source>
            <translation>Zeigen</translation>
        </message>
        <message>
            <source>Add to this project</source>
            <translation>Diesem Projekt hinzufügen</translation>
        </message>
        <message>
            <source>{} translation(s) of the closed project continue; their results go to files.</source>
            <translation>{} Übersetzung(en) des geschlossenen Projekts laufen weiter; ihre Ergebnisse werden in Dateien geschrieben.</translation>
        </message>
        <message>
            <source>Stop them</source>
            <translation>Anhalten</translation>
        </message>
        <message>
            <source>Run anyway?</source>
            <translation>Trotzdem ausführen?</translation>
        </message>
        <message>
            <source>{} exists. Replace it?</source>
            <translation>{} ist vorhanden. Ersetzen?</translation>
        </message>
        <message>
            <source>{} × {} pixels will be downloaded from {}. Continue?</source>
            <translation>{} × {} Pixel werden von {} heruntergeladen. Fortfahren?</translation>
        </message>
        <message>
            <source>The translation cannot be prepared.</source>
            <translation>Die Übersetzung kann nicht vorbereitet werden.</translation>
        </message>
        <message>
            <source>Starting</source>
            <translation>Wird gestartet</translation>
        </message>
        <message>
            <source>Cancelled.</source>
            <translation>Abgebrochen.</translation>
        </message>
        <message>
            <source>Stopping</source>
            <translation>Wird angehalten</translation>
        </message>
        <message>
            <source>The translation failed.</source>
            <translation>Die Übersetzung ist fehlgeschlagen.</translation>
        </message>
        <message>
            <source>Its project was closed: the result is in {}.</source>
            <translation>Das Projekt wurde geschlossen: das Ergebnis liegt in {}.</translation>
        </message>
        <message>
            <source>The result {} cannot be opened.</source>
            <translation>Das Ergebnis {} lässt sich nicht öffnen.</translation>
        </message>
        <message>
            <source>Run before the job above</source>
            <translation>Vor dem Auftrag darüber ausführen</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>Abbrechen</translation>
        </message>
        <message>
            <source>Stop this job</source>
            <translation>Diesen Auftrag anhalten</translation>
        </message>
        <message>
            <source>Resume</source>
            <translation>Fortsetzen</translation>
        </message>
        <message>
            <source>Continue with the finished rows</source>
            <translation>Mit den fertigen Zeilen fortsetzen</translation>
        </message>
        <message>
            <source>Keep part</source>
            <translation>Teil behalten</translation>
        </message>
        <message>
            <source>Add the finished rows as a layer</source>
            <translation>Die fertigen Zeilen als Layer hinzufügen</translation>
        </message>
        <message>
            <source>Zoom to the result</source>
            <translation>Auf das Ergebnis zoomen</translation>
        </message>
        <message>
            <source>Compare</source>
            <translation>Vergleichen</translation>
        </message>
        <message>
            <source>Drag a line between the result and its source on the map</source>
            <translation>Auf der Karte eine Linie zwischen Ergebnis und Quelle ziehen</translation>
        </message>
        <message>
            <source>Again with…</source>
            <translation>Erneut mit…</translation>
        </message>
        <message>
            <source>Fill in the panel as for this job</source>
            <translation>Das Bedienfeld wie für diesen Auftrag ausfüllen</translation>
        </message>
        <message>
            <source>Remove from the list</source>
            <translation>Aus der Liste entfernen</translation>
        </message>
        <message>
            <source>Waiting</source>
            <translation>Wartet</translation>
        </message>
        <message>
            <source>{} of {} windows</source>
            <translation>{} von {} Fenstern</translation>
        </message>
        <message>
            <source>{} left</source>
            <translation>noch {}</translation>
        </message>
        <message>
            <source>Done: {}</source>
            <translation>Fertig: {}</translation>
        </message>
        <message>
            <source>Band of the layer that is {}</source>
            <translation>Kanal des Layers für {}</translation>
        </message>
        <message>
            <source>{} (synthetic, in progress)</source>
            <translation>{} (synthetisch, in Arbeit)</translation>
        </message>
        <message>
            <source>The Python that runs the Any2Any worker</source>
            <translation>Das Python, in dem der Any2Any-Arbeitsprozess läuft</translation>
        </message>
        <message>
            <source>Found automatically</source>
            <translation>Automatisch gefunden</translation>
        </message>
        <message>
            <source>The system's certificates</source>
            <translation>Die Zertifikate des Systems</translation>
        </message>
        <message>
            <source>The default package index</source>
            <translation>Der übliche Paketindex</translation>
        </message>
        <message>
            <source> min</source>
            <translation> min</translation>
        </message>
        <message>
            <source>Never</source>
            <translation>Nie</translation>
        </message>
        <message>
            <source>Check</source>
            <translation>Prüfen</translation>
        </message>
        <message>
            <source>Check shows versions and paths here: add them to a bug report.</source>
            <translation>Nach dem Prüfen stehen hier Versionen und Pfade: Legen Sie sie einem Fehlerbericht bei.</translation>
        </message>
        <message>
            <source>The model runs in a process of its own. If the field Python is empty, the environment variable {}, the environment that Set up made, and the .venv of a source checkout are used, in this order. Another Python needs 3.11 or newer with torch, rasterio and safetensors; fine-tuning also needs accelerate and pyyaml.</source>
            <translation>Das Modell läuft in einem eigenen Prozess. Ist das Feld Python leer, gelten der Reihe nach die Umgebungsvariable {}, die Umgebung, die Einrichten angelegt hat, und das .venv eines Quellverzeichnisses. Ein anderes Python braucht 3.11 oder neuer mit torch, rasterio und safetensors; zum Nachtrainieren auch accelerate und pyyaml.</translation>
        </message>
        <message>
            <source>Python</source>
            <translation>Python</translation>
        </message>
        <message>
            <source>Folder of environments</source>
            <translation>Ordner der Umgebungen</translation>
        </message>
        <message>
            <source>Package index or mirror</source>
            <translation>Paketindex oder Spiegel</translation>
        </message>
        <message>
            <source>CA file</source>
            <translation>CA-Datei</translation>
        </message>
        <message>
            <source>Free memory after</source>
            <translation>Speicher freigeben nach</translation>
        </message>
        <message>
            <source>Checking, up to a minute...</source>
            <translation>Wird geprüft, bis zu einer Minute ...</translation>
        </message>
        <message>
            <source>Check the Any2Any worker</source>
            <translation>Any2Any-Arbeitsprozess prüfen</translation>
        </message>
        <message>
            <source>Translating a preview</source>
            <translation>Vorschau wird übersetzt</translation>
        </message>
        <message>
            <source>No preview: the choices above are not complete.</source>
            <translation>Keine Vorschau: Die Auswahl oben ist nicht vollständig.</translation>
        </message>
        <message>
            <source>A job is running: the preview follows when it has ended.</source>
            <translation>Ein Auftrag läuft: Die Vorschau folgt, wenn er beendet ist.</translation>
        </message>
        <message>
            <source>A preview with {} steps takes long: press Preview to make it.</source>
            <translation>Eine Vorschau mit {} Schritten dauert lange: Vorschau drücken, um sie zu machen.</translation>
        </message>
        <message>
            <source>The layer that {} was made from is not open.</source>
            <translation>Der Layer, aus dem {} entstand, ist nicht geöffnet.</translation>
        </message>
        <message>
            <source>{} (synthetic, finished rows)</source>
            <translation>{} (synthetisch, fertige Zeilen)</translation>
        </message>
        <message>
            <source>Compare with its source</source>
            <translation>Mit der Quelle vergleichen</translation>
        </message>
        <message>
            <source>Translate again with…</source>
            <translation>Erneut übersetzen mit…</translation>
        </message>
        <message>
            <source>Sample (Sentinel-1)</source>
            <translation>Beispiel (Sentinel-1)</translation>
        </message>
        <message>
            <source>Source and result are in the project.</source>
            <translation>Quelle und Ergebnis sind im Projekt.</translation>
        </message>
        <message>
            <source>A Python 3.11 or newer with the packages</source>
            <translation>Ein Python ab 3.11 mit den Paketen</translation>
        </message>
        <message>
            <source>Offline bundle</source>
            <translation>Offline-Paket</translation>
        </message>
        <message>
            <source>Translating the sample</source>
            <translation>Das Beispiel wird übersetzt</translation>
        </message>
        <message>
            <source>Use an existing Python...</source>
            <translation>Vorhandenes Python verwenden...</translation>
        </message>
        <message>
            <source>From an offline bundle...</source>
            <translation>Aus einem Offline-Paket...</translation>
        </message>
        <message>
            <source>Copy diagnostics</source>
            <translation>Diagnose kopieren</translation>
        </message>
        <message>
            <source>Try the sample</source>
            <translation>Beispiel ausprobieren</translation>
        </message>
        <message>
            <source>Continue to the panel</source>
            <translation>Weiter zum Fenster</translation>
        </message>
        <message>
            <source>Repair</source>
            <translation>Reparieren</translation>
        </message>
        <message>
            <source>Remove</source>
            <translation>Entfernen</translation>
        </message>
        <message>
            <source>Any2Any needs its own Python packages</source>
            <translation>Any2Any braucht eigene Python-Pakete</translation>
        </message>
        <message>
            <source>They are downloaded into a folder of their own: QGIS and other plugins stay as they are, and Remove takes everything away again.</source>
            <translation>Sie werden in einen eigenen Ordner geladen: QGIS und andere Erweiterungen bleiben, wie sie sind, und Entfernen nimmt alles wieder weg.</translation>
        </message>
        <message>
            <source>Set up (about {:.0f} MB)</source>
            <translation>Einrichten (etwa {:.0f} MB)</translation>
        </message>
        <message>
            <source>Setting up</source>
            <translation>Wird eingerichtet</translation>
        </message>
        <message>
            <source>Removing the packages</source>
            <translation>Die Pakete werden entfernt</translation>
        </message>
        <message>
            <source>Try again</source>
            <translation>Erneut versuchen</translation>
        </message>
        <message>
            <source>Network options...</source>
            <translation>Netzwerk-Optionen...</translation>
        </message>
        <message>
            <source>Any2Any options...</source>
            <translation>Any2Any-Optionen...</translation>
        </message>
        <message>
            <source>Continue with the processor</source>
            <translation>Mit dem Prozessor weitermachen</translation>
        </message>
        <message>
            <source>This did not work; Any2Any stays as it was</source>
            <translation>Das hat nicht geklappt; Any2Any bleibt, wie es war</translation>
        </message>
        <message>
            <source>Any2Any is not set up</source>
            <translation>Any2Any ist nicht eingerichtet</translation>
        </message>
        <message>
            <source>Any2Any is ready</source>
            <translation>Any2Any ist bereit</translation>
        </message>
        <message>
            <source>Use the graphics card {} (about {:.0f} MB)</source>
            <translation>Die Grafikkarte {} benutzen (etwa {:.0f} MB)</translation>
        </message>
        <message>
            <source>Device in use: {}</source>
            <translation>Verwendetes Gerät: {}</translation>
        </message>
        <message>
            <source>Remove ({:.0f} MB)</source>
            <translation>Entfernen ({:.0f} MB)</translation>
        </message>
        <message>
            <source>It uses a Python from the options, or one that was found.</source>
            <translation>Es verwendet ein Python, das in den Optionen gewählt oder gefunden wurde.</translation>
        </message>
        <message>
            <source>Layer to translate</source>
            <translation>Zu übersetzender Layer</translation>
        </message>
        <message>
            <source>Open a raster file</source>
            <translation>Rasterdatei öffnen</translation>
        </message>
        <message>
            <source>Source modality</source>
            <translation>Quellmodalität</translation>
        </message>
        <message>
            <source>Bands</source>
            <translation>Kanäle</translation>
        </message>
        <message>
            <source>&amp;Layer</source>
            <translation>&amp;Layer</translation>
        </message>
        <message>
            <source>&amp;From</source>
            <translation>V&amp;on</translation>
        </message>
        <message>
            <source>Choose a raster layer.</source>
            <translation>Wählen Sie einen Rasterlayer.</translation>
        </message>
        <message>
            <source>{} needs {} bands, this layer has {}.</source>
            <translation>{} braucht {} Kanäle, dieser Layer hat {}.</translation>
        </message>
        <message>
            <source>QGIS cannot open {} as a raster.</source>
            <translation>QGIS kann {} nicht als Raster öffnen.</translation>
        </message>
        <message>
            <source>looks like {}: {}</source>
            <translation>sieht nach {} aus: {}</translation>
        </message>
        <message>
            <source>chosen by you</source>
            <translation>von Ihnen gewählt</translation>
        </message>
        <message>
            <source>&amp;To</source>
            <translation>&amp;Nach</translation>
        </message>
        <message>
            <source>This is what the layer shows.</source>
            <translation>Das zeigt der Layer selbst.</translation>
        </message>
        <message>
            <source>Trained direction, translated through {} by your choice</source>
            <translation>Trainierte Richtung, nach Ihrer Wahl über {} übersetzt</translation>
        </message>
        <message>
            <source>Trained direction</source>
            <translation>Trainierte Richtung</translation>
        </message>
        <message>
            <source>* Zero-shot: not trained, translated through {}</source>
            <translation>* Zero-Shot: nicht trainiert, über {} übersetzt</translation>
        </message>
        <message>
            <source>* Zero-shot: not trained on this direction</source>
            <translation>* Zero-Shot: auf diese Richtung nicht trainiert</translation>
        </message>
        <message>
            <source>Translate to {}</source>
            <translation>In {} übersetzen</translation>
        </message>
        <message>
            <source>Pre&amp;view</source>
            <translation>&amp;Vorschau</translation>
        </message>
        <message>
            <source>&amp;Run</source>
            <translation>&amp;Starten</translation>
        </message>
        <message>
            <source>Translate the middle of the map view</source>
            <translation>Die Mitte des Kartenausschnitts übersetzen</translation>
        </message>
        <message>
            <source>&amp;Preset</source>
            <translation>Vo&amp;reinstellung</translation>
        </message>
        <message>
            <source>Choose an area: a map service has no end.</source>
            <translation>Wählen Sie einen Bereich: ein Kartendienst hat kein Ende.</translation>
        </message>
        <message>
            <source>The plugin is removed; the packages that it downloaded are still in {}.</source>
            <translation>Die Erweiterung ist entfernt; die Pakete, die sie heruntergeladen hat, liegen noch in {}.</translation>
        </message>
        <message>
            <source>Remove them ({:.0f} MB)</source>
            <translation>Entfernen ({:.0f} MB)</translation>
        </message>
        <message>
            <source>Units of the values</source>
            <translation>Einheit der Werte</translation>
        </message>
        <message>
            <source>Processing level of the reflectance</source>
            <translation>Verarbeitungsniveau der Reflektanz</translation>
        </message>
        <message>
            <source>The model works with surface reflectance. Top-of-atmosphere reflectance is converted to it first.</source>
            <translation>Das Modell kennt die Reflektanz am Boden; die am Oberrand der Atmosphäre wird dorthin umgerechnet.</translation>
        </message>
        <message>
            <source>Reflectan&amp;ce</source>
            <translation>Reflektan&amp;z</translation>
        </message>
        <message>
            <source>&amp;Units</source>
            <translation>&amp;Einheit</translation>
        </message>
        <message>
            <source>Its values look like “{}”, but “{}” is chosen.</source>
            <translation>Die Werte sehen nach „{}“ aus, gewählt ist „{}“.</translation>
        </message>
        <message>
            <source>Computed on {}. Click for the set-up: repair, remove, graphics card.</source>
            <translation>Berechnet auf {}. Ein Klick öffnet die Einrichtung: reparieren, entfernen, Grafikkarte.</translation>
        </message>
        <message>
            <source>The layer {} is a map service: choose an area, such as the map view.</source>
            <translation>Der Layer {} ist ein Kartendienst: wählen Sie einen Bereich, etwa den Kartenausschnitt.</translation>
        </message>
        <message>
            <source>The extent {} does not touch the layer {}, which covers {}.</source>
            <translation>Die Ausdehnung {} berührt den Layer {} nicht, der {} bedeckt.</translation>
        </message>
        <message>
            <source>The area has {} × {} pixels: choose a smaller one, at most {} × {}.</source>
            <translation>Der Bereich hat {} × {} Pixel: wählen Sie einen kleineren, höchstens {} × {}.</translation>
        </message>
        <message>
            <source>The layer {} is a map service without end: export the area to a GeoTIFF first.</source>
            <translation>Der Layer {} ist ein Kartendienst ohne Ende: zuerst den Bereich als GeoTIFF exportieren.</translation>
        </message>
        <message>
            <source>Exporting the layer {}</source>
            <translation>Layer {} wird exportiert</translation>
        </message>
        <message>
            <source>The layer has no picture of this area: its service does not answer, or covers another place.</source>
            <translation>Der Layer hat kein Bild dieses Gebiets: Sein Dienst antwortet nicht oder deckt einen anderen Ort ab.</translation>
        </message>
        <message>
            <source>The layer gave no picture of {} % of the area: the result has no data there.</source>
            <translation>Der Layer lieferte von {} % des Gebiets kein Bild: Dort hat das Ergebnis keine Daten.</translation>
        </message>
        <message>
            <source>The layer cannot be exported: save it as a GeoTIFF first.</source>
            <translation>Der Layer kann nicht exportiert werden: speichern Sie ihn zuerst als GeoTIFF.</translation>
        </message>
        <message>
            <source>The layer cannot be exported: error {} of QGIS's writer.</source>
            <translation>Der Layer kann nicht exportiert werden: Fehler {} beim Schreiben durch QGIS.</translation>
        </message>
        <message>
            <source>The layer cannot be resampled: {}</source>
            <translation>Der Layer lässt sich nicht umrechnen: {}</translation>
        </message>
        <message>
            <source>{} cannot be written.</source>
            <translation>{} kann nicht geschrieben werden.</translation>
        </message>
        <message>
            <source>synthetic {}: Any2Any wrote this file</source>
            <translation>synthetisches {}: Any2Any hat diese Datei geschrieben</translation>
        </message>
        <message>
            <source>band {} is named {}</source>
            <translation>Kanal {} heißt {}</translation>
        </message>
        <message>
            <source>{} bands named {}</source>
            <translation>{} Kanäle namens {}</translation>
        </message>
        <message>
            <source>wavelengths of {} nm</source>
            <translation>Wellenlängen von {} nm</translation>
        </message>
        <message>
            <source>colour bands red, green and blue</source>
            <translation>Farbkanäle Rot, Grün und Blau</translation>
        </message>
        <message>
            <source>complex values, as only radar has</source>
            <translation>komplexe Werte, wie nur Radar sie hat</translation>
        </message>
        <message>
            <source>values around {:.0f} are decibels</source>
            <translation>Werte um {:.0f} sind Dezibel</translation>
        </message>
        <message>
            <source>the name {} says so</source>
            <translation>der Name {} sagt es</translation>
        </message>
        <message>
            <source>guessed from its {} band(s) only: please check</source>
            <translation>nur die Zahl der Kanäle ({}) spricht dafür: bitte prüfen</translation>
        </message>
        <message>
            <source>{}: holes filled (partly synthetic)</source>
            <translation>{}: Lücken gefüllt (teilweise synthetisch)</translation>
        </message>
        <message>
            <source>{}: synthetic pixels</source>
            <translation>{}: synthetische Pixel</translation>
        </message>
        <message>
            <source>{}: outline of the filled parts</source>
            <translation>{}: Umriss der gefüllten Teile</translation>
        </message>
        <message>
            <source>{}: error (result minus truth)</source>
            <translation>{}: Fehler (Ergebnis minus Wahrheit)</translation>
        </message>
        <message>
            <source>Training tiles</source>
            <translation>Trainingskacheln</translation>
        </message>
        <message>
            <source>Train</source>
            <translation>Training</translation>
        </message>
        <message>
            <source>Validation</source>
            <translation>Validierung</translation>
        </message>
        <message>
            <source>Test</source>
            <translation>Test</translation>
        </message>
        <message>
            <source>The layer {} has no file: choose an index that Export training tiles wrote.</source>
            <translation>Der Layer {} liegt in keiner Datei: Wählen Sie einen Index, den Trainingskacheln exportieren geschrieben hat.</translation>
        </message>
        <message>
            <source>{} holds no finished rows.</source>
            <translation>{} enthält keine fertigen Zeilen.</translation>
        </message>
        <message>
            <source>The finished rows in {} cannot be read any more.</source>
            <translation>Die fertigen Zeilen in {} lassen sich nicht mehr lesen.</translation>
        </message>
        <message>
            <source>{} steps</source>
            <translation>{} Schritte</translation>
        </message>
        <message>
            <source>seed {}</source>
            <translation>Startwert {}</translation>
        </message>
        <message>
            <source>{} {} standard deviation (synthetic, from {}; {})</source>
            <translation>{} {} Standardabweichung (synthetisch, aus {}; {})</translation>
        </message>
        <message>
            <source>{} {} (synthetic, from {}; {})</source>
            <translation>{} {} (synthetisch, aus {}; {})</translation>
        </message>
        <message>
            <source>Synthetic {target} image, translated from the {source} image {name} by the model {model} ({digest}), {steps} sampling steps, seed {seed}. It shows a plausible image predicted by the model, not what a sensor measured.</source>
            <translation>Synthetisches {target}-Bild, übersetzt aus dem {source}-Bild {name} vom Modell {model} ({digest}), {steps} Schritte, Startwert {seed}. Es zeigt ein plausibles, vom Modell vorhergesagtes Bild, nicht was ein Sensor gemessen hat.</translation>
        </message>
        <message>
            <source> It is the mean of {} samples.</source>
            <translation> Es ist das Mittel aus {} Stichproben.</translation>
        </message>
        <message>
            <source>Standard deviation over {} samples: where it is large, the model's own answers disagree. It is not an error bar: errors that all samples share do not show in it. About the image that it belongs to: {}</source>
            <translation>Standardabweichung über {} Stichproben: Wo sie groß ist, widersprechen sich die Antworten des Modells. Sie ist kein Fehlerbalken: Was das Modell nie gesehen hat, steckt nicht darin. Zum Bild, zu dem sie gehört: {}</translation>
        </message>
        <message>
            <source> It was translated through {}.</source>
            <translation> Es wurde über {} übersetzt.</translation>
        </message>
        <message>
            <source> The model was not trained on this direction (zero-shot).</source>
            <translation> Das Modell wurde für diese Richtung nicht trainiert (Zero-Shot).</translation>
        </message>
        <message>
            <source>{}: synthetic</source>
            <translation>{}: synthetisch</translation>
        </message>
        <message>
            <source>model: {}</source>
            <translation>Modell: {}</translation>
        </message>
        <message>
            <source>{time}: translated from {name} ({source}) with {model}, {steps} steps, seed {seed}</source>
            <translation>{time}: übersetzt aus {name} ({source}) mit {model}, {steps} Schritte, Startwert {seed}</translation>
        </message>
        <message>
            <source>The layer {} is no longer in the project: add it again.</source>
            <translation>Der Layer {} ist nicht mehr im Projekt: Fügen Sie ihn wieder hinzu.</translation>
        </message>
        <message>
            <source>The layer {} comes from {}, which the worker cannot read: export it to a GeoTIFF (Export &gt; Save As...) first.</source>
            <translation>Der Layer {} kommt von {}, was der Arbeitsprozess nicht lesen kann: Exportieren Sie ihn zuerst in ein GeoTIFF (Export &gt; Speichern als ...).</translation>
        </message>
        <message>
            <source>The layer {} is being edited: save the edits or export it to a GeoTIFF first.</source>
            <translation>Der Layer {} wird gerade bearbeitet: Speichern Sie die Änderungen oder exportieren Sie ihn zuerst in ein GeoTIFF.</translation>
        </message>
        <message>
            <source>The layer {} was opened with options ({}): export it to a GeoTIFF first.</source>
            <translation>Der Layer {} wurde mit Optionen geöffnet ({}): Exportieren Sie ihn zuerst in ein GeoTIFF.</translation>
        </message>
        <message>
            <source>The layer {} is held in the memory of QGIS: export it to a GeoTIFF first.</source>
            <translation>Der Layer {} liegt im Speicher von QGIS: Exportieren Sie ihn zuerst in ein GeoTIFF.</translation>
        </message>
        <message>
            <source>The layer {} is placed by ground control points: export it to a GeoTIFF first.</source>
            <translation>Der Layer {} ist nur durch Passpunkte verortet: Exportieren Sie ihn zuerst in ein GeoTIFF.</translation>
        </message>
        <message>
            <source>The raster {} cannot be opened any more.</source>
            <translation>Das Raster {} lässt sich nicht mehr öffnen.</translation>
        </message>
        <message>
            <source>False colour (NIR, red, green)</source>
            <translation>Falschfarben (NIR, Rot, Grün)</translation>
        </message>
        <message>
            <source>Short wave infrared (SWIR, NIR, red)</source>
            <translation>Kurzwelliges Infrarot (SWIR, NIR, Rot)</translation>
        </message>
        <message>
            <source>True colour</source>
            <translation>Echtfarben</translation>
        </message>
        <message>
            <source>measured</source>
            <translation>gemessen</translation>
        </message>
        <message>
            <source>synthetic</source>
            <translation>synthetisch</translation>
        </message>
        <message>
            <source>hole that no source shows</source>
            <translation>Lücke, die keine Quelle zeigt</translation>
        </message>
        <message>
            <source>Automatic</source>
            <translation>Automatisch</translation>
        </message>
        <message>
            <source>Reflectance (0 to 1)</source>
            <translation>Reflexionsgrad (0 bis 1)</translation>
        </message>
        <message>
            <source>Reflectance × 10000</source>
            <translation>Reflexionsgrad × 10000</translation>
        </message>
        <message>
            <source>Reflectance × 10000 + 1000 (Sentinel-2 since 2022)</source>
            <translation>Reflexionsgrad × 10000 + 1000 (Sentinel-2 seit 2022)</translation>
        </message>
        <message>
            <source>Landsat Collection 2 numbers</source>
            <translation>Zahlen von Landsat Collection 2</translation>
        </message>
        <message>
            <source>Landsat Collection 2 level 1 numbers</source>
            <translation>Landsat Collection 2, Zahlen der Stufe 1</translation>
        </message>
        <message>
            <source>8-bit picture</source>
            <translation>8-Bit-Bild</translation>
        </message>
        <message>
            <source>Decibels</source>
            <translation>Dezibel</translation>
        </message>
        <message>
            <source>Decibels × 10</source>
            <translation>Dezibel × 10</translation>
        </message>
        <message>
            <source>Decibels × 100</source>
            <translation>Dezibel × 100</translation>
        </message>
        <message>
            <source>Linear power</source>
            <translation>Lineare Leistung</translation>
        </message>
        <message>
            <source>Amplitude</source>
            <translation>Amplitude</translation>
        </message>
        <message>
            <source>8-bit picture of amplitude</source>
            <translation>8-Bit-Bild der Amplitude</translation>
        </message>
        <message>
            <source>8-bit picture of decibels</source>
            <translation>8-Bit-Bild in Dezibel</translation>
        </message>
        <message>
            <source>Kelvin</source>
            <translation>Kelvin</translation>
        </message>
        <message>
            <source>Degrees Celsius</source>
            <translation>Grad Celsius</translation>
        </message>
        <message>
            <source>Landsat Collection 2 temperature</source>
            <translation>Temperatur von Landsat Collection 2</translation>
        </message>
        <message>
            <source>Scale and offset of the file</source>
            <translation>Skala und Versatz der Datei</translation>
        </message>
        <message>
            <source>Fast (1 step, smooth)</source>
            <translation>Schnell (1 Schritt, glatt)</translation>
        </message>
        <message>
            <source>Balanced (4 steps)</source>
            <translation>Ausgewogen (4 Schritte)</translation>
        </message>
        <message>
            <source>Detailed (10 steps)</source>
            <translation>Detailliert (10 Schritte)</translation>
        </message>
        <message>
            <source>As in the paper (250 steps)</source>
            <translation>Wie im Artikel (250 Schritte)</translation>
        </message>
        <message>
            <source>fast</source>
            <translation>schnell</translation>
        </message>
        <message>
            <source>balanced</source>
            <translation>ausgewogen</translation>
        </message>
        <message>
            <source>detailed</source>
            <translation>detailliert</translation>
        </message>
        <message>
            <source>as in the paper</source>
            <translation>wie im Artikel</translation>
        </message>
        <message>
            <source>Surface (level 2A)</source>
            <translation>Boden (Level 2A)</translation>
        </message>
        <message>
            <source>Top of the atmosphere (level 1C)</source>
            <translation>Oberrand der Atmosphäre (Level 1C)</translation>
        </message>
        <message>
            <source>32 bit</source>
            <translation>32 Bit</translation>
        </message>
        <message>
            <source>16 bit (bfloat16)</source>
            <translation>16 Bit (bfloat16)</translation>
        </message>
        <message>
            <source>Through {}</source>
            <translation>Über {}</translation>
        </message>
        <message>
            <source>Direct</source>
            <translation>Direkt</translation>
        </message>
        <message>
            <source>Training</source>
            <translation>Training</translation>
        </message>
        <message>
            <source>Processor (smallest download)</source>
            <translation>Prozessor (kleinster Download)</translation>
        </message>
        <message>
            <source>Graphics card</source>
            <translation>Grafikkarte</translation>
        </message>
        <message>
            <source>With training</source>
            <translation>Mit Training</translation>
        </message>
        <message>
            <source>Show the Any2Any panel</source>
            <translation>Any2Any-Bedienfeld anzeigen</translation>
        </message>
        <message>
            <source>Any2Any is ready: open its panel.</source>
            <translation>Any2Any ist bereit: öffnen Sie das Bedienfeld.</translation>
        </message>
        <message>
            <source>Any2Any is installed: open its panel to set it up.</source>
            <translation>Any2Any ist installiert: zum Einrichten sein Fenster öffnen.</translation>
        </message>
        <message>
            <source>Open the panel</source>
            <translation>Fenster öffnen</translation>
        </message>
        <message>
            <source>Parameters</source>
            <translation>Parameter</translation>
        </message>
        <message>
            <source>Outputs</source>
            <translation>Ausgaben</translation>
        </message>
        <message>
            <source>optional</source>
            <translation>optional</translation>
        </message>
        <message>
            <source>The bundled model is missing: {} Reinstall the plugin.</source>
            <translation>Das mitgelieferte Modell fehlt: {} Installieren Sie die Erweiterung neu.</translation>
        </message>
        <message>
            <source>Translation</source>
            <translation>Übersetzen</translation>
        </message>
        <message>
            <source>Compare with a real image</source>
            <translation>Mit einem echten Bild vergleichen</translation>
        </message>
        <message>
            <source>Scores a translated image against a real one of the same place: error, bias and correlation of each band, a map of the errors and a page with pictures. The real image may have another CRS, extent and pixel size; it is resampled to the result's grid.</source>
            <translation>Bewertet ein übersetztes Bild gegen ein echtes desselben Ortes: Fehler, Verzerrung und Korrelation jedes Bandes, eine Karte der Fehler und eine Seite mit Bildern. Das echte Bild darf ein anderes KBS, eine andere Ausdehnung und Pixelgröße haben; es wird auf das Raster des Ergebnisses gebracht.</translation>
        </message>
        <message>
            <source>Page of the report</source>
            <translation>Seite des Berichts</translation>
        </message>
        <message>
            <source>Peak signal-to-noise ratio, dB</source>
            <translation>Spitzen-Signal-Rausch-Verhältnis, dB</translation>
        </message>
        <message>
            <source>Figures as JSON</source>
            <translation>Zahlen als JSON</translation>
        </message>
        <message>
            <source>Translated image</source>
            <translation>Übersetztes Bild</translation>
        </message>
        <message>
            <source>Real image</source>
            <translation>Echtes Bild</translation>
        </message>
        <message>
            <source>Bands of the real image</source>
            <translation>Bänder des echten Bildes</translation>
        </message>
        <message>
            <source>A result of Any2Any, or another raster if the modality is chosen.</source>
            <translation>Ein Ergebnis von Any2Any, oder ein anderes Raster, wenn die Modalität gewählt ist.</translation>
        </message>
        <message>
            <source>An image of the same modality that a sensor took of the same place.</source>
            <translation>Ein Bild derselben Modalität, das ein Sensor vom selben Ort aufgenommen hat.</translation>
        </message>
        <message>
            <source>Modality of both</source>
            <translation>Modalität von beiden</translation>
        </message>
        <message>
            <source>What both images show; auto reads it from the result's tags.</source>
            <translation>Was beide Bilder zeigen; auto nimmt, was die Tags des Ergebnisses sagen.</translation>
        </message>
        <message>
            <source>Radiometry of the real image</source>
            <translation>Radiometrie des echten Bildes</translation>
        </message>
        <message>
            <source>How the real image stores its values; auto looks at the file and says what it chose.</source>
            <translation>Wie das echte Bild seine Werte speichert; auto sieht in die Datei und sagt, was es gewählt hat.</translation>
        </message>
        <message>
            <source>In the order of the modality. If empty, they are found by name, or the first are used.</source>
            <translation>In der Reihenfolge der Modalität. Ohne Angabe werden sie am Namen erkannt oder die ersten verwendet.</translation>
        </message>
        <message>
            <source>Map of errors</source>
            <translation>Karte der Fehler</translation>
        </message>
        <message>
            <source>Folder for the report</source>
            <translation>Ordner für den Bericht</translation>
        </message>
        <message>
            <source>Result minus real image for each band, in reflectance or dB.</source>
            <translation>Ergebnis minus echtes Bild für jedes Band, in Reflexion oder dB.</translation>
        </message>
        <message>
            <source>A page with figures and pictures, and the figures as JSON.</source>
            <translation>Eine Seite mit Zahlen und Bildern, und die Zahlen als JSON.</translation>
        </message>
        <message>
            <source>PSNR {:.2f} dB over {} pixels, {:.0f} % of the result</source>
            <translation>PSNR {:.2f} dB über {} Pixel, {:.0f} % des Ergebnisses</translation>
        </message>
        <message>
            <source>{}: error {:.4f}, bias {:+.4f}, correlation {:.3f} ({})</source>
            <translation>{}: Fehler {:.4f}, Verzerrung {:+.4f}, Korrelation {:.3f} ({})</translation>
        </message>
        <message>
            <source>Export training tiles</source>
            <translation>Trainingskacheln exportieren</translation>
        </message>
        <message>
            <source>Makes training data from layers that show the same place in different modalities, for example radar and true colour.

The layers are checked against one another: they need one CRS and one pixel grid, with pixel sizes in whole ratios, and are cut to the ground that they share. Where they do not fit, the message says which one to warp, and to which grid.

The result is a GeoPackage of footprints that points to the rasters. Run the algorithm once for every scene with the same output, then run Fine-tune a model.</source>
            <translation>Macht Trainingsdaten aus Layern, die denselben Ort in verschiedenen Modalitäten zeigen, zum Beispiel Radar und Echtfarben.

Die Layer werden gegeneinander geprüft: Sie brauchen ein KBS und ein Pixelraster, mit Pixelgrößen in ganzzahligen Verhältnissen, und werden auf die Fläche geschnitten, die sie gemeinsam haben. Wo sie nicht passen, sagt die Meldung, welcher zu entzerren ist und auf welches Raster.

Das Ergebnis ist ein GeoPackage mit Umrissen, das auf die Raster verweist. Führen Sie den Algorithmus für jede Szene einmal mit derselben Ausgabe aus, danach Modell nachtrainieren.</translation>
        </message>
        <message>
            <source>Tiles of this scene</source>
            <translation>Kacheln dieser Szene</translation>
        </message>
        <message>
            <source>Tiles in the index</source>
            <translation>Kacheln im Index</translation>
        </message>
        <message>
            <source>Split</source>
            <translation>Teilmenge</translation>
        </message>
        <message>
            <source>Choose at least two layers of the same place.</source>
            <translation>Wählen Sie mindestens zwei Layer desselben Ortes.</translation>
        </message>
        <message>
            <source>Further layers: {!r} is not a raster layer or file; choose another.</source>
            <translation>Weitere Layer: {!r} ist weder Rasterlayer noch Datei; wählen Sie etwas anderes.</translation>
        </message>
        <message>
            <source>Further layers: bands {!r} are not numbers; write them like 1 2 3.</source>
            <translation>Weitere Layer: Die Kanäle {!r} sind keine Zahlen; schreiben Sie sie wie 1 2 3.</translation>
        </message>
        <message>
            <source>Scene {scene} of place {place}: {tiles} tiles for {split}, {tiles_in_index} tiles in the index now</source>
            <translation>Szene {scene} des Ortes {place}: {tiles} Kacheln für {split}, jetzt {tiles_in_index} Kacheln im Index</translation>
        </message>
        <message>
            <source>{} layer</source>
            <translation>{}-Layer</translation>
        </message>
        <message>
            <source>A raster of this kind ({}); the model knows it at {:g} m. Give at least two layers of the same place: one CRS, one pixel grid, pixel sizes in whole ratios.</source>
            <translation>Ein Raster dieser Art ({}); das Modell kennt sie mit {:g} m. Geben Sie mindestens zwei Layer desselben Ortes an: ein KBS, ein Pixelraster, Pixelgrößen in ganzzahligen Verhältnissen.</translation>
        </message>
        <message>
            <source>Scene name</source>
            <translation>Name der Szene</translation>
        </message>
        <message>
            <source>Name of this scene in the index. If empty, the name of the first layer is used.</source>
            <translation>Wie diese Szene im Index heißen soll; ohne Namen wie der erste Layer.</translation>
        </message>
        <message>
            <source>Place</source>
            <translation>Ort</translation>
        </message>
        <message>
            <source>Scenes of one place share a split. If empty, the place of an overlapping scene in the index is used; without one, the scene is a new place.</source>
            <translation>Szenen eines Ortes teilen sich eine Teilmenge. Ohne Angabe bestimmt ihn eine Szene des Index, die diese überlappt, sonst ist die Szene ein Ort für sich.</translation>
        </message>
        <message>
            <source>Train: used to learn. Validation: used to watch the training. Test: kept for the final score. Auto: the split of the place; new places are shared out by about 80, 10 and 10 %, the first ones to train.</source>
            <translation>Training: zum Lernen. Validierung: um das Training zu beobachten. Test: für ein abschließendes Urteil zurückgelegt. Auto: die Teilmenge des Ortes, und von neuen Orten etwa 80, 10 und 10 %, die ersten zum Training.</translation>
        </message>
        <message>
            <source>Licence of the images</source>
            <translation>Lizenz der Bilder</translation>
        </message>
        <message>
            <source>For example CC-BY-4.0. Every model that is trained on these tiles records it.</source>
            <translation>Etwa CC-BY-4.0. Sie geht in die Angaben jedes Modells ein, das damit trainiert wird.</translation>
        </message>
        <message>
            <source>Extent</source>
            <translation>Ausdehnung</translation>
        </message>
        <message>
            <source>The area to use. If empty, the area that all layers share.</source>
            <translation>Der Teil, der verwendet wird; ohne Angabe alles, was die Layer gemeinsam haben.</translation>
        </message>
        <message>
            <source>{} bands</source>
            <translation>{}-Kanäle</translation>
        </message>
        <message>
            <source>{} radiometry</source>
            <translation>{}-Radiometrie</translation>
        </message>
        <message>
            <source>The layer's bands in the order {}. If empty, they are found by name.</source>
            <translation>Die Kanäle des Layers in der Reihenfolge {}. Ohne Auswahl werden sie nach Namen gefunden.</translation>
        </message>
        <message>
            <source>How the layer stores its values. Auto looks at the file and says what it chose; the names are those of the algorithm Translate image modality.</source>
            <translation>Wie der Layer seine Werte speichert. Auto sieht in die Datei und sagt, was es gewählt hat; die Namen sind die des Algorithmus Bildmodalität übersetzen.</translation>
        </message>
        <message>
            <source>Model folder</source>
            <translation>Modellordner</translation>
        </message>
        <message>
            <source>Modality</source>
            <translation>Modalität</translation>
        </message>
        <message>
            <source>Raster</source>
            <translation>Raster</translation>
        </message>
        <message>
            <source>Radiometry</source>
            <translation>Radiometrie</translation>
        </message>
        <message>
            <source>Further layers</source>
            <translation>Weitere Layer</translation>
        </message>
        <message>
            <source>The model to train; it defines the modalities. If empty, the bundled model.</source>
            <translation>Das Modell, das trainiert werden soll, wenn nicht das mitgelieferte: Es sagt, welche Modalitäten es gibt.</translation>
        </message>
        <message>
            <source>Layers of modalities that the bundled model lacks: the modality's name in the model, a layer or a file, band numbers separated by spaces, and a radiometry; the last two may stay empty.</source>
            <translation>Layer von Modalitäten, die dem mitgelieferten Modell fehlen: der Name der Modalität im Modell, ein Layer oder eine Datei, Kanalnummern mit Leerzeichen dazwischen und eine Radiometrie; die letzten beiden dürfen leer bleiben.</translation>
        </message>
        <message>
            <source>Add to an existing index</source>
            <translation>An einen vorhandenen Index anhängen</translation>
        </message>
        <message>
            <source>Keeps the scenes that are already in the file, so that you can export one scene after another. A scene with the same name and files is replaced. If off, the file is overwritten.</source>
            <translation>Behält die Szenen, die schon in der Datei sind, damit Szenen nacheinander exportiert werden können. Eine Szene mit demselben Namen und denselben Dateien wird ersetzt. Sonst wird die Datei neu geschrieben.</translation>
        </message>
        <message>
            <source>Index of training tiles</source>
            <translation>Index der Trainingskacheln</translation>
        </message>
        <message>
            <source>A GeoPackage with the footprints of the tiles. It refers to the rasters and does not copy their pixels: do not move them.</source>
            <translation>Ein GeoPackage mit den Umrissen der Kacheln. Es verweist auf die Raster und kopiert keines ihrer Pixel: Lassen Sie sie, wo sie sind.</translation>
        </message>
        <message>
            <source>Checking the input</source>
            <translation>Eingabe wird geprüft</translation>
        </message>
        <message>
            <source>Loading the model</source>
            <translation>Modell wird geladen</translation>
        </message>
        <message>
            <source>Encoding</source>
            <translation>Kodieren</translation>
        </message>
        <message>
            <source>Translating</source>
            <translation>Übersetzung läuft</translation>
        </message>
        <message>
            <source>Decoding</source>
            <translation>Dekodieren</translation>
        </message>
        <message>
            <source>Writing the file</source>
            <translation>Datei wird geschrieben</translation>
        </message>
        <message>
            <source>Finished</source>
            <translation>Fertig</translation>
        </message>
        <message>
            <source>Comparing</source>
            <translation>Vergleiche</translation>
        </message>
        <message>
            <source>Exporting the layer</source>
            <translation>Layer wird exportiert</translation>
        </message>
        <message>
            <source>Fill cloud gaps</source>
            <translation>Wolkenlücken füllen</translation>
        </message>
        <message>
            <source>Fills the holes of an image from radar or another source, and from an older image where there is one. The fill is calibrated on the clear part of the image. Measured pixels are copied bit for bit, and a second raster says which pixels are synthetic.</source>
            <translation>Füllt die Lücken eines Bildes aus Radar oder einer anderen Quelle und, wo es eines gibt, aus einem älteren Bild. Die Füllung wird am klaren Teil des Bildes kalibriert. Gemessene Pixel werden bitgenau übernommen, und ein zweites Raster sagt, welche Pixel synthetisch sind.</translation>
        </message>
        <message>
            <source>Synthetic pixels</source>
            <translation>Synthetische Pixel</translation>
        </message>
        <message>
            <source>Pixels of holes that no source shows</source>
            <translation>Pixel von Lücken, die keine Quelle zeigt</translation>
        </message>
        <message>
            <source>Source</source>
            <translation>Quelle</translation>
        </message>
        <message>
            <source>Second source</source>
            <translation>Zweite Quelle</translation>
        </message>
        <message>
            <source>All its bands are filled; type and units stay the same.</source>
            <translation>Alle Kanäle werden gefüllt; Datentyp und Einheiten bleiben gleich.</translation>
        </message>
        <message>
            <source>What shows the ground under the holes, such as radar of the same week.</source>
            <translation>Was den Boden unter den Lücken zeigt, etwa Radar derselben Woche.</translation>
        </message>
        <message>
            <source>What the source shows.</source>
            <translation>Was die Quelle zeigt.</translation>
        </message>
        <message>
            <source>Another source, such as radar of the older image's date.</source>
            <translation>Eine weitere Quelle, etwa Radar vom Tag des älteren Bildes.</translation>
        </message>
        <message>
            <source>Modality of the second source</source>
            <translation>Modalität der zweiten Quelle</translation>
        </message>
        <message>
            <source>What the second source shows.</source>
            <translation>Was die zweite Quelle zeigt.</translation>
        </message>
        <message>
            <source>An image of the same kind from another date, without clouds. Its levels are adapted.</source>
            <translation>Dieselbe Art von Bild von einem anderen Tag ohne Wolken. Seine Helligkeit wird angepasst.</translation>
        </message>
        <message>
            <source>Modality of the image</source>
            <translation>Modalität des Bildes</translation>
        </message>
        <message>
            <source>What the image shows; auto decides by the names and the number of its bands.</source>
            <translation>Was das Bild zeigt; auto richtet sich nach Namen und Anzahl der Kanäle.</translation>
        </message>
        <message>
            <source>Radiometry of the image</source>
            <translation>Radiometrie des Bildes</translation>
        </message>
        <message>
            <source>How the image stores its values; auto looks at the file and says what it chose.</source>
            <translation>Wie das Bild seine Werte speichert; auto prüft die Datei und sagt, was gewählt wurde.</translation>
        </message>
        <message>
            <source>Band of the holes</source>
            <translation>Kanal der Lücken</translation>
        </message>
        <message>
            <source>Classes that are holes</source>
            <translation>Klassen, die Lücken sind</translation>
        </message>
        <message>
            <source>A raster that is not 0 in holes, a raster of classes, or polygons. If empty, the image's nodata.</source>
            <translation>Ein Raster, das in Lücken nicht 0 ist, ein Raster mit Klassen oder Polygone. Wenn leer, gilt der Nodata-Wert des Bildes.</translation>
        </message>
        <message>
            <source>Band of the raster of holes or classes.</source>
            <translation>Kanal des Rasters mit Lücken oder Klassen.</translation>
        </message>
        <message>
            <source>Such as 3,8,9,10 for Sentinel-2's scene classification. If empty, all values but 0.</source>
            <translation>Etwa 3,8,9,10 bei der Szenenklassifikation von Sentinel-2. Wenn leer, alle Werte außer 0.</translation>
        </message>
        <message>
            <source>Filled image</source>
            <translation>Gefülltes Bild</translation>
        </message>
        <message>
            <source>Map of synthetic pixels</source>
            <translation>Karte der synthetischen Pixel</translation>
        </message>
        <message>
            <source>Outline of the filled parts</source>
            <translation>Umriss der gefüllten Teile</translation>
        </message>
        <message>
            <source>The image without its holes.</source>
            <translation>Das Bild ohne seine Lücken.</translation>
        </message>
        <message>
            <source>0 is measured, 1 is synthetic, 2 is a hole that no source shows.</source>
            <translation>0 ist gemessen, 1 ist synthetisch, 2 ist eine Lücke, die keine Quelle zeigt.</translation>
        </message>
        <message>
            <source>Polygons around the synthetic pixels and around holes that no source shows.</source>
            <translation>Polygone um die synthetischen Pixel und um Lücken, die keine Quelle zeigt.</translation>
        </message>
        <message>
            <source>The classes {!r} are not whole numbers: write them like 3,8,9,10.</source>
            <translation>Die Klassen {!r} sind keine ganzen Zahlen: schreiben Sie sie wie 3,8,9,10.</translation>
        </message>
        <message>
            <source>{} pixels are synthetic, calibrated on {} clear pixels</source>
            <translation>{} Pixel sind synthetisch, kalibriert an {} klaren Pixeln</translation>
        </message>
        <message>
            <source>The polygons of {} cannot be written: {}</source>
            <translation>Die Polygone von {} können nicht geschrieben werden: {}</translation>
        </message>
        <message>
            <source>Fine-tune a model</source>
            <translation>Modell nachtrainieren</translation>
        </message>
        <message>
            <source>Trains a copy of a model further on tiles that Export training tiles collected, so that it suits a region, a season or a sensor better.

It runs in the worker's Python, which needs accelerate and pyyaml for this, on its graphics card if there is one; on a processor, count on seconds a step. Cancel keeps what was trained: run it again with the same parameters to go on.

The result is a model folder for the parameter Model folder of Translate image modality. The log says how far off its translations of held-out tiles were before and after.</source>
            <translation>Trainiert eine Kopie eines Modells auf Kacheln weiter, die Trainingskacheln exportieren gesammelt hat, damit es besser zu einer Gegend, einer Jahreszeit oder einem Sensor passt.

Es läuft im Python des Arbeitsprozesses, das dafür accelerate und pyyaml braucht, auf dessen Grafikkarte, wenn es eine gibt; auf einem Prozessor sind es Sekunden je Schritt. Abbrechen behält, was trainiert wurde: Starten Sie mit denselben Parametern neu, um fortzufahren.

Das Ergebnis ist ein Modellordner für den Parameter Modellordner von Bildmodalität übersetzen. Das Protokoll sagt, wie weit seine Übersetzungen zurückgelegter Kacheln vorher und nachher daneben lagen.</translation>
        </message>
        <message>
            <source>Loss before</source>
            <translation>Verlust vorher</translation>
        </message>
        <message>
            <source>Loss after</source>
            <translation>Verlust nachher</translation>
        </message>
        <message>
            <source>{!r} is not a direction: write two modalities like sar-&gt;rgb.</source>
            <translation>{!r} ist keine Richtung: Schreiben Sie zwei Modalitäten wie sar-&gt;rgb.</translation>
        </message>
        <message>
            <source>The footprints that Export training tiles wrote, as a layer or as a file.</source>
            <translation>Die Umrisse, die Trainingskacheln exportieren geschrieben hat, als Layer oder als Datei.</translation>
        </message>
        <message>
            <source>Base model</source>
            <translation>Ausgangsmodell</translation>
        </message>
        <message>
            <source>Folder of the model to start from. If empty, the bundled model. The folder is not changed.</source>
            <translation>Ordner des Modells, von dem ausgegangen wird; ohne Angabe das mitgelieferte. Es wird nicht verändert.</translation>
        </message>
        <message>
            <source>Directions</source>
            <translation>Richtungen</translation>
        </message>
        <message>
            <source>Directions to train, such as sar-&gt;rgb, rgb-&gt;sar. If empty, all directions of the training tiles. Other directions may get worse, so name all that you need.</source>
            <translation>Was trainiert wird, etwa sar-&gt;rgb, rgb-&gt;sar. Ohne Angabe alle Richtungen, die es in den Trainingskacheln gibt; die übrigen können schlechter werden, nennen Sie also die, die Sie brauchen.</translation>
        </message>
        <message>
            <source>Learning rate</source>
            <translation>Lernrate</translation>
        </message>
        <message>
            <source>Seed</source>
            <translation>Startwert</translation>
        </message>
        <message>
            <source>Number of weight updates. A few hundred adapt a model to a few scenes.</source>
            <translation>Wie oft die Gewichte verändert werden. Einige hundert passen ein Modell an eine Handvoll Szenen an.</translation>
        </message>
        <message>
            <source>Size of each weight update: halve it if the loss rises.</source>
            <translation>Wie weit sie jedes Mal verändert werden: Halbieren Sie es, wenn der Verlust steigt.</translation>
        </message>
        <message>
            <source>Windows per step</source>
            <translation>Fenster je Schritt</translation>
        </message>
        <message>
            <source>Larger batches make the training steadier, and need more memory and time in proportion.</source>
            <translation>Mehr machen das Training ruhiger und brauchen entsprechend mehr Speicher und Zeit.</translation>
        </message>
        <message>
            <source>The same seed gives the same training.</source>
            <translation>Derselbe Startwert gibt dasselbe Training.</translation>
        </message>
        <message>
            <source>New model</source>
            <translation>Neues Modell</translation>
        </message>
        <message>
            <source>An empty or new folder for the model. A temporary folder is deleted when QGIS is closed.</source>
            <translation>Ein leerer oder neuer Ordner für das Modell. Ein temporärer verschwindet, wenn QGIS beendet wird.</translation>
        </message>
        <message>
            <source>{name}: loss on {loss_split} tiles {loss_before:.4f} before, {loss_after:.4f} after {steps} steps</source>
            <translation>{name}: Verlust auf {loss_split}-Kacheln {loss_before:.4f} vorher, {loss_after:.4f} nach {steps} Schritten</translation>
        </message>
        <message>
            <source>{path} holds metadata that cannot be read ({reason}): copy or download the file again.</source>
            <translation>{path} hält Metadaten, die nicht lesbar sind ({reason}): Kopieren oder laden Sie die Datei erneut.</translation>
        </message>
        <message>
            <source>{path} takes pixels from the address {address}, which is not fetched: download that file and name the copy in its place.</source>
            <translation>{path} holt Pixel von der Adresse {address}, die nicht abgerufen wird: Laden Sie jene Datei herunter und nennen Sie an ihrer Stelle die Kopie.</translation>
        </message>
        <message>
            <source>{path} has a name that is not UTF-8: rename the file or its folder.</source>
            <translation>{path} hat einen Namen, der kein UTF-8 ist: Benennen Sie die Datei oder ihren Ordner um.</translation>
        </message>
        <message>
            <source>{path} holds several images: choose one of them ({parts}).</source>
            <translation>{path} enthält mehrere Bilder: Wählen Sie eines davon ({parts}).</translation>
        </message>
        <message>
            <source>{path} has no single variable {variable}: it has {known}.</source>
            <translation>{path} hat nicht genau eine Variable {variable}: Vorhanden sind {known}.</translation>
        </message>
        <message>
            <source>{count} bands were chosen, {title} needs {need}: choose {names}, in this order.</source>
            <translation>{count} Bänder wurden gewählt, {title} braucht {need}: Wählen Sie {names}, in dieser Reihenfolge.</translation>
        </message>
        <message>
            <source>Band {band} does not exist: {path} has bands 1 to {count}.</source>
            <translation>Band {band} gibt es nicht: {path} hat die Bänder 1 bis {count}.</translation>
        </message>
        <message>
            <source>{path} cannot be read ({reason}): copy or download the file again.</source>
            <translation>{path} kann nicht gelesen werden ({reason}): Kopieren oder laden Sie die Datei erneut.</translation>
        </message>
        <message>
            <source>The geotransform of {path} places its pixels nowhere on a map: georeference it again.</source>
            <translation>Die Geotransformation von {path} legt die Pixel nirgends auf eine Karte: Georeferenzieren Sie das Raster neu.</translation>
        </message>
        <message>
            <source>The raster joins Sentinel-2 products of the baselines {first} and {last}, whose numbers differ by 1,000: translate them one by one.</source>
            <translation>Das Raster verbindet Sentinel-2-Produkte der Baselines {first} und {last}, deren Zahlen um 1.000 verschieden sind: Übersetzen Sie sie einzeln.</translation>
        </message>
        <message>
            <source>The raster seems to hold elevation, phase or another measure, not an image: choose another file, or choose the units if it is an image.</source>
            <translation>Das Raster scheint Höhen, Phase oder eine andere Größe zu enthalten und kein Bild: Wählen Sie eine andere Datei, oder wählen Sie die Einheiten, wenn es ein Bild ist.</translation>
        </message>
        <message>
            <source>Values near {value} do not fit {title} in any usual units: choose the units, or convert the file.</source>
            <translation>Werte um {value} passen in keinen üblichen Einheiten zu {title}: Wählen Sie die Einheiten, oder wandeln Sie die Datei um.</translation>
        </message>
        <message>
            <source>The units “{units}” do not fit {title}: choose others.</source>
            <translation>Die Einheiten „{units}“ passen nicht zu {title}: Wählen Sie andere.</translation>
        </message>
        <message>
            <source>The file has no scale and offset: choose other units.</source>
            <translation>Die Datei hat weder Skalierung noch Versatz: Wählen Sie andere Einheiten.</translation>
        </message>
        <message>
            <source>The file's scale {scale} and offset {offset} make all values the same: choose the units.</source>
            <translation>Skalierung {scale} und Versatz {offset} der Datei machen alle Werte gleich: Wählen Sie die Einheiten.</translation>
        </message>
        <message>
            <source>With the file's scale and offset the values are not dB: convert the file to dB.</source>
            <translation>Mit Skalierung und Versatz der Datei sind die Werte keine dB: Wandeln Sie die Datei in dB um.</translation>
        </message>
        <message>
            <source>{sensor} products hold uncalibrated numbers: convert the file to reflectance, or choose the units.</source>
            <translation>Produkte von {sensor} enthalten unkalibrierte Zahlen: Wandeln Sie die Datei in Reflexionsgrade um, oder wählen Sie die Einheiten.</translation>
        </message>
        <message>
            <source>No haze is known for the bands {bands}: use surface reflectance.</source>
            <translation>Für die Bänder {bands} ist kein Dunst bekannt: Nehmen Sie Reflexionsgrade am Boden.</translation>
        </message>
        <message>
            <source>The model {model} does not say that its {title} is surface reflectance: leave the option out.</source>
            <translation>Das Modell {model} sagt nicht, dass sein {title} Reflexionsgrade am Boden sind: Lassen Sie die Option weg.</translation>
        </message>
        <message>
            <source>The area has no pixel of the raster: choose another area.</source>
            <translation>Der Ausschnitt hat kein Pixel des Rasters: Wählen Sie einen anderen.</translation>
        </message>
        <message>
            <source>{via} is the source or the target: choose another modality in between.</source>
            <translation>{via} ist die Quelle oder das Ziel: Wählen Sie eine andere Modalität für dazwischen.</translation>
        </message>
        <message>
            <source>The model {model} does not know {name}: choose one of {known}.</source>
            <translation>Das Modell {model} kennt {name} nicht: Wählen Sie unter {known}.</translation>
        </message>
        <message>
            <source>Source and target are both {source}: choose two different modalities.</source>
            <translation>Quelle und Ziel sind beide {source}: Wählen Sie zwei verschiedene Modalitäten.</translation>
        </message>
        <message>
            <source>{path} exists already: choose another name, or allow it to be overwritten.</source>
            <translation>{path} gibt es schon: Wählen Sie einen anderen Namen, oder erlauben Sie das Überschreiben.</translation>
        </message>
        <message>
            <source>{path} was not made by Any2Any and is in the way: move it or choose another name.</source>
            <translation>{path} wurde nicht von Any2Any erstellt und ist im Weg: Verschieben Sie es, oder wählen Sie einen anderen Namen.</translation>
        </message>
        <message>
            <source>{path} holds an unfinished job with other settings: finish that job, delete the folder, or overwrite it.</source>
            <translation>{path} enthält einen unfertigen Auftrag mit anderen Einstellungen: Beenden Sie ihn, löschen Sie den Ordner, oder überschreiben Sie ihn.</translation>
        </message>
        <message>
            <source>{path} is damaged ({reason}): delete its folder and start again.</source>
            <translation>{path} ist beschädigt ({reason}): Löschen Sie den Ordner, und beginnen Sie neu.</translation>
        </message>
        <message>
            <source>Both outputs are {path}: choose two names.</source>
            <translation>Beide Ausgaben sind {path}: Wählen Sie zwei Namen.</translation>
        </message>
        <message>
            <source>{path} is not a local file: choose one, and copy it afterwards.</source>
            <translation>{path} ist keine lokale Datei: Wählen Sie eine, und kopieren Sie sie danach.</translation>
        </message>
        <message>
            <source>{path} is a folder: choose the name of a file in it.</source>
            <translation>{path} ist ein Ordner: Wählen Sie den Namen einer Datei darin.</translation>
        </message>
        <message>
            <source>The output's name has {size} bytes: choose one of at most {most}.</source>
            <translation>Der Name der Ausgabe hat {size} Bytes: Wählen Sie einen von höchstens {most}.</translation>
        </message>
        <message>
            <source>{path} cannot be written ({reason}): choose another folder.</source>
            <translation>{path} kann nicht geschrieben werden ({reason}): Wählen Sie einen anderen Ordner.</translation>
        </message>
        <message>
            <source>{count} finished parts in {path} were damaged and removed: run the job again, and check the disk.</source>
            <translation>{count} fertige Teile in {path} waren beschädigt und wurden entfernt: Starten Sie den Auftrag erneut, und prüfen Sie den Datenträger.</translation>
        </message>
        <message>
            <source>Another job took {path} over: run the job again, all work is kept.</source>
            <translation>Ein anderer Auftrag hat {path} übernommen: Starten Sie den Auftrag erneut, alle Arbeit ist erhalten.</translation>
        </message>
        <message>
            <source>{path} is being worked on by {holder}: wait for that job or stop it.</source>
            <translation>An {path} arbeitet {holder}: Warten Sie auf diesen Auftrag, oder beenden Sie ihn.</translation>
        </message>
        <message>
            <source>{path} and {beside} differ in shape and are not both georeferenced: give both a coordinate system.</source>
            <translation>{path} und {beside} haben verschiedene Formen und sind nicht beide georeferenziert: Geben Sie beiden ein Koordinatensystem.</translation>
        </message>
        <message>
            <source>{path} lies elsewhere: it does not overlap {beside}.</source>
            <translation>{path} liegt woanders: Es überlappt {beside} nicht.</translation>
        </message>
        <message>
            <source>{path} cannot be converted to the raster's coordinate system ({reason}).</source>
            <translation>{path} kann nicht in das Koordinatensystem des Rasters umgerechnet werden ({reason}).</translation>
        </message>
        <message>
            <source>No pixel near the holes is clear, so some bands cannot be filled ({bands}): choose a mask that leaves clear pixels.</source>
            <translation>Kein Pixel bei den Löchern ist klar, daher können einige Bänder nicht gefüllt werden ({bands}): Wählen Sie eine Maske, die klare Pixel übrig lässt.</translation>
        </message>
        <message>
            <source>{path} is not an image of {title}: {reason}</source>
            <translation>{path} ist kein Bild von {title}: {reason}</translation>
        </message>
        <message>
            <source>The modality of {path} is unknown: choose it.</source>
            <translation>Die Modalität von {path} ist unbekannt: Wählen Sie sie.</translation>
        </message>
        <message>
            <source>No image shows the ground under the holes: add a source or a reference.</source>
            <translation>Kein Bild zeigt den Boden unter den Löchern: Geben Sie eine Quelle oder eine Referenz an.</translation>
        </message>
        <message>
            <source>Cancelled: run the same fill again to continue it.</source>
            <translation>Abgebrochen: Starten Sie dieselbe Füllung noch einmal, um sie fortzusetzen.</translation>
        </message>
        <message>
            <source>No source has data for {count} pixels of the holes: they stay unchanged.</source>
            <translation>Für {count} Pixel der Löcher hat keine Quelle Daten: Sie bleiben unverändert.</translation>
        </message>
        <message>
            <source>The mask has no hole within the raster: the result is a copy.</source>
            <translation>Die Maske hat kein Loch innerhalb des Rasters: Das Ergebnis ist eine Kopie.</translation>
        </message>
        <message>
            <source>The mask covers every pixel: nothing is left to calibrate on, so the result is a translation.</source>
            <translation>Die Maske bedeckt jedes Pixel: Zum Kalibrieren bleibt nichts, daher ist das Ergebnis eine Übersetzung.</translation>
        </message>
        <message>
            <source>{name} is shifted by {distance} pixels against {beside} ({rows} rows, {columns} columns): details will be blurred. Coregister it first.</source>
            <translation>{name} ist um {distance} Pixel gegen {beside} verschoben ({rows} Zeilen, {columns} Spalten): Details werden unscharf. Koregistrieren Sie es zuerst.</translation>
        </message>
        <message>
            <source>{path} has bands of several data types ({kinds}): convert it to one first.</source>
            <translation>{path} hat Bänder mehrerer Datentypen ({kinds}): Wandeln Sie es zuerst in einen um.</translation>
        </message>
        <message>
            <source>{path} contains complex values: convert it to power first.</source>
            <translation>{path} enthält komplexe Werte: Wandeln Sie es zuerst in Leistung um.</translation>
        </message>
        <message>
            <source>The reference {path} has {count} bands, but {title} needs {need}: choose an image of the same kind.</source>
            <translation>Die Referenz {path} hat {count} Bänder, aber {title} braucht {need}: Wählen Sie ein Bild derselben Art.</translation>
        </message>
        <message>
            <source>The mask {path} contains no polygons: choose a polygon layer or a raster.</source>
            <translation>Die Maske {path} enthält keine Polygone: Wählen Sie einen Polygonlayer oder ein Raster.</translation>
        </message>
        <message>
            <source>The mask {path} cannot be read ({reason}): check the file.</source>
            <translation>Die Maske {path} kann nicht gelesen werden ({reason}): Prüfen Sie die Datei.</translation>
        </message>
        <message>
            <source>Mask values are only for rasters of classes: omit them.</source>
            <translation>Maskenwerte gelten nur für Klassenraster: Lassen Sie sie weg.</translation>
        </message>
        <message>
            <source>The raster is not georeferenced, so the polygons of {path} cannot be placed on it: choose a raster as the mask.</source>
            <translation>Das Raster ist nicht georeferenziert, daher lassen sich die Polygone von {path} darauf nicht platzieren: Wählen Sie ein Raster als Maske.</translation>
        </message>
        <message>
            <source>{path} was not made by Any2Any: choose the modality of both images.</source>
            <translation>{path} wurde nicht von Any2Any erstellt: Wählen Sie die Modalität beider Bilder.</translation>
        </message>
        <message>
            <source>{result} and {truth} have no valid pixel in common: choose one place.</source>
            <translation>{result} und {truth} haben kein gültiges Pixel gemeinsam: Wählen Sie Bilder desselben Ortes.</translation>
        </message>
        <message>
            <source>The folder {path} cannot be read ({reason}): choose another one.</source>
            <translation>Der Ordner {path} kann nicht gelesen werden ({reason}): Wählen Sie einen anderen.</translation>
        </message>
        <message>
            <source>{path} is not an earlier report: choose a new or an empty folder.</source>
            <translation>{path} ist kein früherer Bericht: Wählen Sie einen neuen oder leeren Ordner.</translation>
        </message>
        <message>
            <source>{path} is a file: choose a folder for the report.</source>
            <translation>{path} ist eine Datei: Wählen Sie einen Ordner für den Bericht.</translation>
        </message>
        <message>
            <source>{path} cannot be made in {parent}: choose another folder or change its permissions.</source>
            <translation>{path} kann in {parent} nicht angelegt werden: Wählen Sie einen anderen Ordner oder ändern Sie dessen Rechte.</translation>
        </message>
        <message>
            <source>{path} and {other} differ in shape and one has no CRS: give both one, or cut them to the same pixels.</source>
            <translation>{path} und {other} haben verschiedene Formen, und einem fehlt das KBS: Geben Sie beiden eines, oder schneiden Sie beide auf dieselben Pixel zu.</translation>
        </message>
        <message>
            <source>{first} ({extent}) and {other} ({other_extent}) lie apart: choose layers of the same place.</source>
            <translation>{first} ({extent}) und {other} ({other_extent}) liegen auseinander: Wählen Sie Layer desselben Ortes.</translation>
        </message>
        <message>
            <source>{name} does not fit the grid of the others: warp it first, to square pixels.</source>
            <translation>{name} passt nicht auf das Gitter der anderen: Transformieren Sie das Raster zuerst, auf quadratische Pixel.</translation>
        </message>
        <message>
            <source>{name} has the CRS {other_crs}, {reference} has {crs}: warp {name} to {crs} first.</source>
            <translation>{name} hat das KBS {other_crs}, {reference} hat {crs}: Transformieren Sie {name} zuerst nach {crs}.</translation>
        </message>
        <message>
            <source>{name} has pixels of {pixel} and {reference} of {other_pixel}: warp {name} to pixels of {wanted} first.</source>
            <translation>{name} hat Pixel von {pixel} und {reference} von {other_pixel}: Transformieren Sie {name} zuerst auf Pixel von {wanted}.</translation>
        </message>
        <message>
            <source>{name} lies {off_px} pixels beside the grid of {reference}: warp {name} onto that grid first.</source>
            <translation>{name} liegt {off_px} Pixel neben dem Gitter von {reference}: Transformieren Sie {name} zuerst auf dieses Gitter.</translation>
        </message>
        <message>
            <source>{path} is not calibrated ({reason}): calibrate it to dB first.</source>
            <translation>{path} ist nicht kalibriert ({reason}): Kalibrieren Sie es zuerst in dB.</translation>
        </message>
        <message>
            <source>Choose at least two layers, each of another modality.</source>
            <translation>Wählen Sie mindestens zwei Layer, jeden von einer anderen Modalität.</translation>
        </message>
        <message>
            <source>{path} has no CRS: leave the extent empty.</source>
            <translation>{path} hat kein KBS: Lassen Sie die Ausdehnung leer.</translation>
        </message>
        <message>
            <source>The layers or the extent are too small for training: choose at least {size} CRS units each way.</source>
            <translation>Die Layer oder die Ausdehnung sind zu klein zum Trainieren: Wählen Sie mindestens {size} KBS-Einheiten je Richtung.</translation>
        </message>
        <message>
            <source>{path} is being edited: save the edits and close the layer first.</source>
            <translation>{path} wird gerade bearbeitet: Speichern Sie die Änderungen, und schließen Sie zuerst den Layer.</translation>
        </message>
        <message>
            <source>{path} was made for another model: choose that model, or export tiles to another file.</source>
            <translation>{path} wurde für ein anderes Modell erstellt: Wählen Sie jenes Modell, oder exportieren Sie Kacheln in eine andere Datei.</translation>
        </message>
        <message>
            <source>The index holds another scene {scene}: choose another scene name.</source>
            <translation>Der Index enthält schon eine andere Szene {scene}: Wählen Sie einen anderen Szenennamen.</translation>
        </message>
        <message>
            <source>No tile of the scene {scene} is valid in all layers: choose layers that overlap where they have data.</source>
            <translation>Keine Kachel der Szene {scene} ist in allen Layern gültig: Wählen Sie Layer, die sich überlappen, wo sie Daten haben.</translation>
        </message>
        <message>
            <source>{path} is not a plain raster file: export it to a GeoTIFF first.</source>
            <translation>{path} ist keine einfache Rasterdatei: Exportieren Sie es zuerst in ein GeoTIFF.</translation>
        </message>
        <message>
            <source>The scene has no name: give it one that people will recognise.</source>
            <translation>Die Szene hat keinen Namen: Geben Sie ihr einen, den man wiedererkennt.</translation>
        </message>
        <message>
            <source>The licence has no name: give it one that people will recognise.</source>
            <translation>Die Lizenz hat keinen Namen: Geben Sie einen an, den man wiedererkennt.</translation>
        </message>
        <message>
            <source>{title} pixels of {size} m are far from the {known} m that the model knows: fine-tuning has to bridge that too.</source>
            <translation>{title}-Pixel von {size} m sind weit von den {known} m entfernt, die das Modell kennt: Die Feinabstimmung muss auch das überbrücken.</translation>
        </message>
        <message>
            <source>{count} of {total} tiles are mostly nodata and are left out.</source>
            <translation>{count} von {total} Kacheln sind größtenteils Nodata und werden ausgelassen.</translation>
        </message>
        <message>
            <source>The scene {scene} was in the index: its tiles are replaced.</source>
            <translation>Die Szene {scene} war im Index: Ihre Kacheln werden ersetzt.</translation>
        </message>
        <message>
            <source>The scene {scene} is in the split {split} already: choose that or auto.</source>
            <translation>Die Szene {scene} ist schon im Teil {split}: Wählen Sie diesen oder auto.</translation>
        </message>
        <message>
            <source>{path} holds other files or another training: choose another folder.</source>
            <translation>{path} enthält andere Dateien oder ein anderes Training: Wählen Sie einen anderen Ordner.</translation>
        </message>
        <message>
            <source>{path} has no tile to train on: export tiles into its train split.</source>
            <translation>{path} hat keine Kachel zum Trainieren: Exportieren Sie Kacheln in den Teil train.</translation>
        </message>
        <message>
            <source>No training tile of {path} holds {missing}: choose among {listed}, or export more tiles.</source>
            <translation>Keine Trainingskachel von {path} enthält {missing}: Wählen Sie aus {listed}, oder exportieren Sie mehr Kacheln.</translation>
        </message>
        <message>
            <source>No tile of {path} has a window of valid pixels to train on: export larger tiles, or an area with data.</source>
            <translation>Keine Kachel von {path} hat ein Fenster gültiger Pixel zum Trainieren: Exportieren Sie größere Kacheln oder ein Gebiet mit Daten.</translation>
        </message>
        <message>
            <source>More than {most} of the tiles cannot be read ({reason}): repair the files and export the tiles again.</source>
            <translation>Mehr als {most} der Kacheln können nicht gelesen werden ({reason}): Reparieren Sie die Dateien und exportieren Sie die Kacheln erneut.</translation>
        </message>
        <message>
            <source>Tile {number} is skipped: {reason}</source>
            <translation>Kachel {number} wird übersprungen: {reason}</translation>
        </message>
        <message>
            <source>Directions: {directions}</source>
            <translation>Richtungen: {directions}</translation>
        </message>
        <message>
            <source>{directions}: no tile has a window of valid pixels, so it is left out.</source>
            <translation>{directions}: Keine Kachel hat ein Fenster gültiger Pixel, daher entfällt das.</translation>
        </message>
        <message>
            <source>The index has no validation tiles for this: the loss is measured on training tiles.</source>
            <translation>Der Index hat dafür keine Validierungskacheln: Der Verlust wird auf Trainingskacheln gemessen.</translation>
        </message>
        <message>
            <source>Step {step} of {steps}, loss {loss}, {left} left</source>
            <translation>Schritt {step} von {steps}, Verlust {loss}, noch {left}</translation>
        </message>
        <message>
            <source>The training failed at step {step}, because its values grew beyond all limits: choose a lower learning rate and another folder.</source>
            <translation>Das Training ist bei Schritt {step} gescheitert, weil seine Werte über alle Grenzen wuchsen: Wählen Sie eine kleinere Lernrate und einen anderen Ordner.</translation>
        </message>
        <message>
            <source>{path} cannot be written ({reason}): make room and run the same training again. It continues from its last checkpoint.</source>
            <translation>{path} kann nicht geschrieben werden ({reason}): Schaffen Sie Platz und starten Sie dasselbe Training noch einmal. Es wird vom letzten Zwischenstand fortgesetzt.</translation>
        </message>
        <message>
            <source>Stopped at step {step} of {steps}: run the same training again to continue there.</source>
            <translation>Bei Schritt {step} von {steps} angehalten: Starten Sie dasselbe Training noch einmal, um dort fortzusetzen.</translation>
        </message>
        <message>
            <source>Cancelled: run the same training again to continue it.</source>
            <translation>Abgebrochen: Starten Sie dasselbe Training noch einmal, um es fortzusetzen.</translation>
        </message>
        <message>
            <source>The checkpoint {path} is damaged ({reason}): delete it to start over.</source>
            <translation>Der Zwischenstand {path} ist beschädigt ({reason}): Löschen Sie ihn, um neu zu beginnen.</translation>
        </message>
        <message>
            <source>The checkpoint {path} is of another model or version: choose another folder, or delete it to start over.</source>
            <translation>Der Zwischenstand {path} gehört zu einem anderen Modell oder einer anderen Version: Wählen Sie einen anderen Ordner oder löschen Sie ihn, um neu zu beginnen.</translation>
        </message>
        <message>
            <source>{path} is not an index of tiles ({reason}): choose one of Export training tiles.</source>
            <translation>{path} ist kein Kachelindex ({reason}): Wählen Sie einen von „Trainingskacheln exportieren“.</translation>
        </message>
        <message>
            <source>The index {path} is of another version: export the tiles again.</source>
            <translation>Der Index {path} ist von einer anderen Version: Exportieren Sie die Kacheln erneut.</translation>
        </message>
        <message>
            <source>The index {path} is damaged or gone ({reason}): restore it, or export the tiles again.</source>
            <translation>Der Index {path} ist beschädigt oder verschwunden ({reason}): Stellen Sie ihn wieder her oder exportieren Sie die Kacheln erneut.</translation>
        </message>
        <message>
            <source>The index {path} cannot be opened ({reason}): check its permissions.</source>
            <translation>Der Index {path} kann nicht geöffnet werden ({reason}): Prüfen Sie seine Rechte.</translation>
        </message>
        <message>
            <source>The index {path} does not exist: choose another one, or export the tiles again.</source>
            <translation>Den Index {path} gibt es nicht: Wählen Sie einen anderen oder exportieren Sie die Kacheln erneut.</translation>
        </message>
        <message>
            <source>A part of the plugin is missing at {path}: install the plugin again.</source>
            <translation>Ein Teil der Erweiterung fehlt bei {path}: Installieren Sie die Erweiterung neu.</translation>
        </message>
        <message>
            <source>{path} is not a model folder: choose the folder that holds {config}.</source>
            <translation>{path} ist kein Modellordner: Wählen Sie den Ordner, der {config} enthält.</translation>
        </message>
        <message>
            <source>The model cannot be used: {path} is damaged or of another version ({reason}).</source>
            <translation>Das Modell kann nicht verwendet werden: {path} ist beschädigt oder von einer anderen Version ({reason}).</translation>
        </message>
        <message>
            <source>The model {model} is incomplete or changed ({path}): copy or download it again.</source>
            <translation>Das Modell {model} ist unvollständig oder verändert ({path}): Kopieren oder laden Sie es erneut.</translation>
        </message>
        <message>
            <source>The model cannot be run by ONNX Runtime: set up the profile train, or choose another model.</source>
            <translation>Das Modell kann nicht mit ONNX Runtime laufen: Richten Sie das Profil train ein, oder wählen Sie ein anderes Modell.</translation>
        </message>
        <message>
            <source>The model {model} gave values that are not numbers: choose the device cpu or another model.</source>
            <translation>Das Modell {model} ergab Werte, die keine Zahlen sind: Wählen Sie das Gerät cpu oder ein anderes Modell.</translation>
        </message>
        <message>
            <source>{runtime} is missing or too old in the worker's Python: press Repair on the set-up page, or choose another Python.</source>
            <translation>{runtime} fehlt oder ist zu alt im Python des Workers: Drücken Sie Reparieren auf der Einrichtungsseite, oder wählen Sie ein anderes Python.</translation>
        </message>
        <message>
            <source>ONNX Runtime has no {option}: leave it out, or set up the profile train.</source>
            <translation>ONNX Runtime kann {option} nicht: Lassen Sie es weg, oder richten Sie das Profil train ein.</translation>
        </message>
        <message>
            <source>“{devices}” are not devices: write auto, cpu, or names such as cuda:0,cuda:1.</source>
            <translation>„{devices}“ sind keine Geräte: Schreiben Sie auto, cpu oder Namen wie cuda:0,cuda:1.</translation>
        </message>
        <message>
            <source>The graphics card {device} has no bfloat16: leave out the precision.</source>
            <translation>Die Grafikkarte {device} kann kein bfloat16: Lassen Sie die Genauigkeit weg.</translation>
        </message>
        <message>
            <source>The worker's GDAL reads formats that were never checked ({names}): set up Any2Any again, or choose another Python.</source>
            <translation>Das GDAL des Workers liest Formate, die nie geprüft wurden ({names}): Richten Sie Any2Any erneut ein, oder wählen Sie ein anderes Python.</translation>
        </message>
        <message>
            <source>Set up Any2Any</source>
            <translation>Any2Any einrichten</translation>
        </message>
        <message>
            <source>Downloads the Python packages of Any2Any into a folder of their own and tests them on the bundled sample. QGIS and other plugins stay as they are.</source>
            <translation>Lädt die Python-Pakete von Any2Any in einen eigenen Ordner und prüft sie am mitgelieferten Beispiel. QGIS und andere Erweiterungen bleiben, wie sie sind.</translation>
        </message>
        <message>
            <source>Profile</source>
            <translation>Profil</translation>
        </message>
        <message>
            <source>The set of packages to install.</source>
            <translation>Die Pakete, die installiert werden.</translation>
        </message>
        <message>
            <source>A zip of all packages, for machines without network.</source>
            <translation>Ein Zip aller Pakete, für Rechner ohne Netz.</translation>
        </message>
        <message>
            <source>Builds the environment again even if one exists.</source>
            <translation>Legt die Umgebung neu an, auch wenn es sie gibt.</translation>
        </message>
        <message>
            <source>Python of the environment</source>
            <translation>Python der Umgebung</translation>
        </message>
        <message>
            <source>Show status</source>
            <translation>Status zeigen</translation>
        </message>
        <message>
            <source>Reports versions, paths, the model and the worker. It starts no worker and no job.</source>
            <translation>Meldet Versionen, Pfade, das Modell und den Arbeitsprozess. Startet weder Prozess noch Auftrag.</translation>
        </message>
        <message>
            <source>Whether Any2Any can translate</source>
            <translation>Ob Any2Any übersetzen kann</translation>
        </message>
        <message>
            <source>Report</source>
            <translation>Bericht</translation>
        </message>
        <message>
            <source>List models</source>
            <translation>Modelle auflisten</translation>
        </message>
        <message>
            <source>Lists the bundled model and the models in a folder, with their modalities and directions.</source>
            <translation>Listet das mitgelieferte Modell und die Modelle eines Ordners mit ihren Modalitäten und Richtungen auf.</translation>
        </message>
        <message>
            <source>Folder with models</source>
            <translation>Ordner mit Modellen</translation>
        </message>
        <message>
            <source>A folder whose subfolders are models; empty lists the bundled one only.</source>
            <translation>Ein Ordner, dessen Unterordner Modelle sind; leer wird nur das mitgelieferte aufgelistet.</translation>
        </message>
        <message>
            <source>Models as JSON</source>
            <translation>Modelle als JSON</translation>
        </message>
        <message>
            <source>Translate image modality</source>
            <translation>Bildmodalität übersetzen</translation>
        </message>
        <message>
            <source>Translates one kind of satellite image of a place into another with a latent-diffusion model, for rasters of any size.

The result is a synthetic image: it shows a plausible image predicted by the model, not what a sensor measured. Its name, its metadata and its GeoTIFF tags say so.

The pixel size follows the target: RGB, SAR and NIR keep it, PAN halves it, MS doubles it. Reflectance is written as whole numbers of 1/10000, backscatter in dB.</source>
            <translation>Übersetzt eine Art von Satellitenbild eines Ortes in eine andere, mit einem latenten Diffusionsmodell und für Raster jeder Größe.

Das Ergebnis ist ein synthetisches Bild: Es zeigt, was das Modell für wahrscheinlich hält, nicht, was ein Sensor gemessen hat. Sein Name, seine Metadaten und seine GeoTIFF-Tags sagen das.

Die Pixelgröße richtet sich nach dem Ziel: RGB, SAR und NIR behalten sie, PAN halbiert sie, MS verdoppelt sie. Reflexionsgrade werden als ganze Zahlen von 1/10000 geschrieben, Rückstreuung in dB.</translation>
        </message>
        <message>
            <source>Source and target are both {}: choose two different modalities.</source>
            <translation>Quelle und Ziel sind beide {}: Wählen Sie zwei verschiedene Modalitäten.</translation>
        </message>
        <message>
            <source>A standard deviation needs at least 2 samples, better 8: raise Samples.</source>
            <translation>Eine Standardabweichung braucht mindestens 2 Stichproben, besser 8: Erhöhen Sie Stichproben.</translation>
        </message>
        <message>
            <source>{} to {} with the model {}</source>
            <translation>{} nach {} mit dem Modell {}</translation>
        </message>
        <message>
            <source>The model was not trained on {} to {}: this is a zero-shot translation.</source>
            <translation>Das Modell wurde für {} nach {} nicht trainiert: Das ist eine Zero-Shot-Übersetzung.</translation>
        </message>
        <message>
            <source>{width} x {height} pixels in {seconds:.1f} s, {windows} windows ({windows_skipped} empty)</source>
            <translation>{width} x {height} Pixel in {seconds:.1f} s, {windows} Fenster ({windows_skipped} leer)</translation>
        </message>
        <message>
            <source>, translated through {}</source>
            <translation>, über {} übersetzt</translation>
        </message>
        <message>
            <source>Translate many images</source>
            <translation>Viele Bilder übersetzen</translation>
        </message>
        <message>
            <source>Translates layers, or all rasters of a folder, in one direction into a folder. If you run it again, it skips finished results and continues the others. A raster that fails is reported; the others are translated.</source>
            <translation>Übersetzt Layer oder alle Raster eines Ordners in einer Richtung in einen Ordner. Ein erneuter Lauf überspringt Fertiges und setzt den Rest fort. Schlägt ein Raster fehl, wird das gemeldet; die anderen werden übersetzt.</translation>
        </message>
        <message>
            <source>Folder for the results</source>
            <translation>Ordner für die Ergebnisse</translation>
        </message>
        <message>
            <source>Each result is named after its input and the target.</source>
            <translation>Jedes Ergebnis heißt nach seiner Eingabe und dem Ziel.</translation>
        </message>
        <message>
            <source>Translated images</source>
            <translation>Übersetzte Bilder</translation>
        </message>
        <message>
            <source>Number of rasters that failed</source>
            <translation>Anzahl fehlgeschlagener Raster</translation>
        </message>
        <message>
            <source>Layers</source>
            <translation>Layer</translation>
        </message>
        <message>
            <source>Folder with rasters</source>
            <translation>Ordner mit Rastern</translation>
        </message>
        <message>
            <source>Raster layers; those that the worker cannot open are exported first.</source>
            <translation>Rasterlayer; die der Arbeitsprozess nicht öffnen kann, werden zuerst exportiert.</translation>
        </message>
        <message>
            <source>All GeoTIFF, JPEG 2000, VRT and IMG files in it are translated.</source>
            <translation>Alle GeoTIFF-, JPEG-2000-, VRT- und IMG-Dateien darin werden übersetzt.</translation>
        </message>
        <message>
            <source>What the inputs show.</source>
            <translation>Was die Eingaben zeigen.</translation>
        </message>
        <message>
            <source>Target modality</source>
            <translation>Zielmodalität</translation>
        </message>
        <message>
            <source>What to make of them.</source>
            <translation>Was daraus werden soll.</translation>
        </message>
        <message>
            <source>Preset</source>
            <translation>Voreinstellung</translation>
        </message>
        <message>
            <source>Sampling steps: 1, 4, 10 or 250.</source>
            <translation>Schritte: 1, 4, 10 oder 250.</translation>
        </message>
        <message>
            <source>How the inputs store their values; auto looks at each file.</source>
            <translation>Wie die Eingaben ihre Werte speichern; auto sieht sich jede Datei an.</translation>
        </message>
        <message>
            <source>Choose layers or a folder with rasters.</source>
            <translation>Wählen Sie Layer oder einen Ordner mit Rastern.</translation>
        </message>
        <message>
            <source>{} holds no raster.</source>
            <translation>{} enthält kein Raster.</translation>
        </message>
        <message>
            <source>{} is finished already</source>
            <translation>{} ist schon fertig</translation>
        </message>
        <message>
            <source>Input raster</source>
            <translation>Eingaberaster</translation>
        </message>
        <message>
            <source>The image to translate: any raster that lies in a file, with or without a CRS.</source>
            <translation>Das Bild, das übersetzt wird: jedes Raster, das in einer Datei liegt, mit oder ohne KBS.</translation>
        </message>
        <message>
            <source>What the input is.</source>
            <translation>Was die Eingabe ist.</translation>
        </message>
        <message>
            <source>What to make of it. The log names directions that the model was not trained on.</source>
            <translation>Was daraus werden soll. Richtungen, für die das Modell nicht trainiert wurde, nennt das Protokoll.</translation>
        </message>
        <message>
            <source>The input's bands in the order of the source modality (RGB: red, green, blue). If empty, the first bands are used.</source>
            <translation>Die Kanäle der Eingabe in der Reihenfolge der Quellmodalität (RGB: Rot, Grün, Blau). Ohne Auswahl werden die ersten genommen.</translation>
        </message>
        <message>
            <source>Samples</source>
            <translation>Stichproben</translation>
        </message>
        <message>
            <source>Sampling steps: fast takes 1 (smooth, nearest on average), balanced 4, detailed 10 (more texture), paper 250.</source>
            <translation>Abtastschritte: fast macht 1 (glatt, im Mittel am nächsten), balanced 4, detailed 10 (mehr Textur), paper 250.</translation>
        </message>
        <message>
            <source>Another seed gives another plausible image; the same seed gives the same image.</source>
            <translation>Ein anderer Startwert gibt ein anderes wahrscheinliches Bild; derselbe Startwert gibt dasselbe Bild.</translation>
        </message>
        <message>
            <source>Translates with this number of seeds and writes the mean of the images: nearer to the truth on average, and smoother. 8 is a good number for a standard deviation; the time grows with it.</source>
            <translation>Übersetzt mit so vielen Startwerten und schreibt das Mittel der Bilder: im Durchschnitt näher an der Wahrheit, und glatter. 8 ist eine gute Zahl für eine Standardabweichung; die Zeit wächst mit.</translation>
        </message>
        <message>
            <source>Route</source>
            <translation>Weg</translation>
        </message>
        <message>
            <source>Untrained directions can go through another modality. Automatic takes the route that scored higher for the model, Direct uses no intermediate, and naming a modality forces that route.</source>
            <translation>Nicht trainierte Richtungen können über eine andere Modalität gehen. Automatisch nimmt den Weg, der für das Modell besser abschnitt, Direkt nutzt keinen Zwischenschritt, und eine genannte Modalität erzwingt diesen Weg.</translation>
        </message>
        <message>
            <source>How the input stores its values. Automatic looks at the file and says what it chose. Choose units of reflectance for optical images, of backscatter for radar, of temperature for thermal ones.</source>
            <translation>Wie die Eingabe ihre Werte speichert. Automatisch sieht sich die Datei an und sagt, was es gewählt hat. Für optische Bilder Einheiten der Reflektanz wählen, für Radar der Rückstreuung, für Wärmebilder der Temperatur.</translation>
        </message>
        <message>
            <source>Processing level</source>
            <translation>Verarbeitungsniveau</translation>
        </message>
        <message>
            <source>Level of the input's reflectance: at the surface (Sentinel-2 level 2A), or at the top of the atmosphere (level 1C), which is converted to surface reflectance first. Automatic decides by the file's tags and name. Radar has no level.</source>
            <translation>Niveau der Reflektanz der Eingabe: am Boden (Sentinel-2 Level 2A) oder am Oberrand der Atmosphäre (Level 1C), die zuerst auf den Boden umgerechnet wird. Automatisch richtet sich nach Tags und Namen der Datei. Radar hat kein Niveau.</translation>
        </message>
        <message>
            <source>Processing level of the result</source>
            <translation>Verarbeitungsniveau des Ergebnisses</translation>
        </message>
        <message>
            <source>Device</source>
            <translation>Gerät</translation>
        </message>
        <message>
            <source>GPU memory in GB</source>
            <translation>Grafikspeicher in GB</translation>
        </message>
        <message>
            <source>What to compute on: auto takes a GPU where there is one, and all of them for large rasters; or cpu, cuda:1, mps, or several such as cuda:0,cuda:1.</source>
            <translation>Worauf gerechnet wird: auto nimmt eine Grafikkarte, wenn es eine gibt, und alle für große Raster; oder cpu, cuda:1, mps, oder mehrere wie cuda:0,cuda:1.</translation>
        </message>
        <message>
            <source>The most memory of a CUDA GPU that the job may use. If empty, all free memory. Less memory takes longer; the image stays the same except for single grey levels.</source>
            <translation>Wie viel Speicher einer CUDA-Grafikkarte die Übersetzung höchstens nehmen darf; ohne Zahl alles, was frei ist. Weniger Speicher dauert länger und gibt dasselbe Bild, hier und da bis auf eine Graustufe.</translation>
        </message>
        <message>
            <source>Number format of the networks. bfloat16 takes about half the time on processors and GPUs that support it, and longer on others. It costs hundredths of a decibel.</source>
            <translation>Worin die Netze rechnen. bfloat16 braucht etwa die halbe Zeit, wo Prozessor oder Grafikkarte es können, sonst mehr, und kostet Hundertstel Dezibel.</translation>
        </message>
        <message>
            <source>The library that computes the networks. Automatic uses PyTorch on a CUDA GPU and ONNX Runtime otherwise. PyTorch is only there if you installed it; bfloat16 needs it.</source>
            <translation>Die Bibliothek, die die Netze berechnet. Automatisch nimmt PyTorch auf einer CUDA-Grafikkarte und sonst ONNX Runtime. PyTorch ist nur da, wenn Sie es installiert haben; bfloat16 braucht es.</translation>
        </message>
        <message>
            <source>Standard deviation</source>
            <translation>Standardabweichung</translation>
        </message>
        <message>
            <source>Pixel size in metres</source>
            <translation>Pixelgröße in Metern</translation>
        </message>
        <message>
            <source>Resamples the input to this pixel size first. The model knows only the sizes that it was trained on: about 10 m, and 5 m for PAN.</source>
            <translation>Rechnet die Eingabe zuerst auf diese Pixelgröße um. Das Modell kennt nur die Größen, mit denen es trainiert wurde: etwa 10 m, bei PAN 5 m.</translation>
        </message>
        <message>
            <source>The area to translate. If empty, the whole raster.</source>
            <translation>Der Teil, der übersetzt wird; ohne Angabe das ganze Raster.</translation>
        </message>
        <message>
            <source>Folder with a model's config.json and weights. If empty, the bundled model.</source>
            <translation>Ordner mit config.json und Gewichten eines Modells; ohne Angabe das mitgelieferte Modell.</translation>
        </message>
        <message>
            <source>A cloud-optimised GeoTIFF with tags that mark it as synthetic.</source>
            <translation>Ein Cloud-optimiertes GeoTIFF mit Tags, die es synthetisch nennen.</translation>
        </message>
        <message>
            <source>How far the samples disagree at each pixel, in reflectance or dB; needs 2 samples or more, and a preset of several steps. It is not an error bar: errors that all samples share do not show in it.</source>
            <translation>Wie weit die Stichproben an jedem Pixel auseinander liegen, als Reflexionsgrad oder in dB; braucht mindestens 2 Stichproben und eine Voreinstellung mit mehreren Schritten. Sie ist kein Fehlerbalken: Was das Modell nie gesehen hat, steckt nicht darin.</translation>
        </message>
        <message>
            <source>Loading the model on {device}</source>
            <translation>Lade das Modell auf {device}</translation>
        </message>
        <message>
            <source>Computing on {devices}</source>
            <translation>Rechne auf {devices}</translation>
        </message>
        <message>
            <source>Translating {source} to {target} through {via}</source>
            <translation>Übersetze {source} nach {target} über {via}</translation>
        </message>
        <message>
            <source>Units: {units} ({reason})</source>
            <translation>Einheiten: {units} ({reason})</translation>
        </message>
        <message>
            <source>One sampling step gives nearly the mean of all likely images, so the samples hardly differ: choose the preset balanced or detailed for a standard deviation that means something.</source>
            <translation>Ein Schritt ergibt fast das Mittel aller wahrscheinlichen Bilder, daher unterscheiden sich die Stichproben kaum: Wählen Sie die Voreinstellung „ausgewogen“ oder „detailliert“ für eine aussagekräftige Standardabweichung.</translation>
        </message>
        <message>
            <source>The samples are of the second translation only: all start from the same intermediate image, so their deviation is too small.</source>
            <translation>Die Stichproben betreffen nur die zweite Übersetzung: Alle beginnen mit demselben Zwischenbild, daher ist ihre Abweichung zu klein.</translation>
        </message>
        <message>
            <source>Cancelled. The worker did not stop by itself and was ended; the next job starts another one.</source>
            <translation>Abgebrochen. Der Arbeitsprozess hielt nicht von selbst an und wurde beendet; der nächste Auftrag startet einen neuen.</translation>
        </message>
        <message>
            <source>{path} cannot be opened as a raster ({reason}): check the file and its format.</source>
            <translation>{path} lässt sich nicht als Raster öffnen ({reason}): Prüfen Sie die Datei und ihr Format.</translation>
        </message>
        <message>
            <source>{path} cannot be read at rows {first} to {last} ({reason}): the file is damaged, incomplete or gone. Copy or download it again.</source>
            <translation>{path} lässt sich in den Zeilen {first} bis {last} nicht lesen ({reason}): Die Datei ist beschädigt, unvollständig oder nicht mehr da. Kopieren oder laden Sie sie neu.</translation>
        </message>
        <message>
            <source>{path} has no valid pixel: all are nodata, masked or not a number.</source>
            <translation>{path} hat kein gültiges Pixel: alle sind Leerwert, maskiert oder keine Zahlen.</translation>
        </message>
        <message>
            <source>No pixel of the area is valid: the result is all nodata.</source>
            <translation>Kein Pixel der Fläche ist gültig: das Ergebnis besteht nur aus Leerwerten.</translation>
        </message>
        <message>
            <source>Pixels of {size} m are far from the {known} m that the model was trained on for {title}: set the pixel size to {known} m (Advanced).</source>
            <translation>Pixel von {size} m sind weit von den {known} m entfernt, die das Modell als {title} kennt: setzen Sie die Pixelgröße auf {known} m (Erweitert).</translation>
        </message>
        <message>
            <source>Pixels of {x} × {y} m are not square, and the model knows square ones: warp the layer to a projected CRS first, with pixels of {size} m.</source>
            <translation>Pixel von {x} × {y} m sind nicht quadratisch, und das Modell kennt quadratische: Transformieren Sie den Layer zuerst in ein projiziertes KBS mit Pixeln von {size} m.</translation>
        </message>
        <message>
            <source>{path} is placed by control points only: warp it first with Raster &gt; Georeferencer or Warp.</source>
            <translation>{path} ist nur durch Passpunkte verortet: entzerren Sie es zuerst mit Raster &gt; Georeferenzierung oder Transformieren.</translation>
        </message>
        <message>
            <source>The value {value} forms a border and is treated as nodata: set it as nodata value in the layer's properties (Transparency) if that is right.</source>
            <translation>Der Wert {value} bildet einen Rand und gilt als nicht gemessen: setzen Sie ihn in den Layereigenschaften (Transparenz) als Leerwert, wenn das stimmt.</translation>
        </message>
        <message>
            <source>The value {value} fills a part of the edge and is translated, because it occurs elsewhere too: set it as nodata value in the layer's properties (Transparency) if nothing was measured there.</source>
            <translation>Der Wert {value} füllt einen Teil des Randes und wird übersetzt, weil er auch anderswo vorkommt: Setzen Sie ihn in den Layereigenschaften (Transparenz) als Leerwert, wenn dort nichts gemessen wurde.</translation>
        </message>
        <message>
            <source>The area was enlarged to whole pixels of the result.</source>
            <translation>Die Fläche wurde auf ganze Pixel des Ergebnisses vergrößert.</translation>
        </message>
        <message>
            <source>The area reaches beyond the raster: only the part inside is translated.</source>
            <translation>Die Fläche reicht über das Raster hinaus: Übersetzt wird, was darin liegt.</translation>
        </message>
        <message>
            <source>Band {band} of {path} holds colour indices, not measurements: convert it first with Raster &gt; Conversion &gt; PCT to RGB.</source>
            <translation>Band {band} von {path} enthält Farbindizes, keine Messwerte: wandeln Sie es zuerst um mit Raster &gt; Konvertierung &gt; PCT nach RGB.</translation>
        </message>
        <message>
            <source>{path} has {count} bands, {title} needs {need} ({names}): choose another modality or file.</source>
            <translation>{path} hat {count} Kanäle, {title} braucht {need} ({names}): Wählen Sie eine andere Modalität oder Datei.</translation>
        </message>
        <message>
            <source>Of {count} bands, {bands} are taken as {names}: choose bands if others are meant.</source>
            <translation>Von {count} Bändern werden {bands} als {names} genommen: wählen Sie Bänder, wenn andere gemeint sind.</translation>
        </message>
        <message>
            <source>Bands {bands} are taken as {names}, because their numbers look like those of {sensor}: choose bands if they are another sensor's.</source>
            <translation>Die Kanäle {bands} werden als {names} genommen, weil ihre Nummern denen von {sensor} gleichen: Wählen Sie Kanäle, wenn sie von einem anderen Sensor sind.</translation>
        </message>
        <message>
            <source>With the units “{units}” the values cannot be right: choose other units.</source>
            <translation>Mit den Einheiten „{units}“ können die Werte nicht stimmen: wählen Sie andere Einheiten.</translation>
        </message>
        <message>
            <source>The median reflectance is {value}: if the scene is not unusual, “{units}” are the wrong units.</source>
            <translation>Der Median der Reflexion ist {value}: wenn die Szene nicht ungewöhnlich ist, sind „{units}“ die falschen Einheiten.</translation>
        </message>
        <message>
            <source>The median of {value} dB is brighter than land: “{units}” may be the wrong units.</source>
            <translation>Der Median von {value} dB ist heller als Land: „{units}“ sind vielleicht die falschen Einheiten.</translation>
        </message>
        <message>
            <source>The radar image is not calibrated: its level was guessed. Calibrated backscatter in dB gives better results.</source>
            <translation>Das Radarbild ist nicht kalibriert: sein Pegel wurde geschätzt. Kalibrierte Rückstreuung in dB gibt bessere Ergebnisse.</translation>
        </message>
        <message>
            <source>An 8-bit radar image is not calibrated: calibrated backscatter in dB gives better results. If its grey levels are linear in dB, choose the units for that.</source>
            <translation>Ein Radarbild mit 8 Bit ist nicht kalibriert: Kalibrierte Rückstreuung in dB gibt bessere Ergebnisse. Wenn seine Graustufen linear in dB sind, wählen Sie die Einheiten dafür.</translation>
        </message>
        <message>
            <source>as chosen</source>
            <translation>wie gewählt</translation>
        </message>
        <message>
            <source>8-bit values are a picture</source>
            <translation>8-Bit-Werte sind ein Bild</translation>
        </message>
        <message>
            <source>the file's scale and offset say so</source>
            <translation>laut Skala und Versatz der Datei</translation>
        </message>
        <message>
            <source>values up to {top} are reflectance already</source>
            <translation>Werte bis {top} sind bereits Reflexionsgrad</translation>
        </message>
        <message>
            <source>the product name is Landsat Collection 2, level {level}</source>
            <translation>der Produktname lautet Landsat Collection 2, Level {level}</translation>
        </message>
        <message>
            <source>Sentinel-2 baseline {baseline} stores reflectance × 10000 plus 1000</source>
            <translation>Sentinel-2-Baseline {baseline} speichert Reflexionsgrad × 10000 plus 1000</translation>
        </message>
        <message>
            <source>values up to {top} are reflectance × 10000</source>
            <translation>Werte bis {top} sind Reflexionsgrad × 10000</translation>
        </message>
        <message>
            <source>values from {low} to {top} are those of Landsat Collection 2</source>
            <translation>Werte von {low} bis {top} sind die von Landsat Collection 2</translation>
        </message>
        <message>
            <source>values from {low} are decibels × 10</source>
            <translation>Werte ab {low} sind Dezibel × 10</translation>
        </message>
        <message>
            <source>values from {low} are decibels × 100</source>
            <translation>Werte ab {low} sind Dezibel × 100</translation>
        </message>
        <message>
            <source>values from {low} to {high} are decibels</source>
            <translation>Werte von {low} bis {high} sind Dezibel</translation>
        </message>
        <message>
            <source>complex values were turned into power</source>
            <translation>komplexe Werte wurden in Leistung umgerechnet</translation>
        </message>
        <message>
            <source>the product name says amplitude</source>
            <translation>der Produktname nennt Amplitude</translation>
        </message>
        <message>
            <source>the product name says power</source>
            <translation>der Produktname nennt Leistung</translation>
        </message>
        <message>
            <source>positive values with median {middle} are linear power</source>
            <translation>positive Werte mit dem Median {middle} sind lineare Leistung</translation>
        </message>
        <message>
            <source>positive values with median {middle} are amplitude</source>
            <translation>positive Werte mit dem Median {middle} sind Amplitude</translation>
        </message>
        <message>
            <source>8-bit values are taken for a stretched picture of the amplitude</source>
            <translation>8-Bit-Werte werden als gestrecktes Bild der Amplitude aufgefasst</translation>
        </message>
        <message>
            <source>the file's scale and offset give decibels</source>
            <translation>Skala und Versatz der Datei ergeben Dezibel</translation>
        </message>
        <message>
            <source>the file's scale gives positive values, linear power</source>
            <translation>die Skala der Datei ergibt positive Werte, lineare Leistung</translation>
        </message>
        <message>
            <source>values near {middle} are temperatures of Landsat Collection 2</source>
            <translation>Werte um {middle} sind Temperaturen von Landsat Collection 2</translation>
        </message>
        <message>
            <source>values near {middle} are kelvin</source>
            <translation>Werte um {middle} sind Kelvin</translation>
        </message>
        <message>
            <source>values near {middle} are degrees Celsius</source>
            <translation>Werte um {middle} sind Grad Celsius</translation>
        </message>
        <message>
            <source>Values up to {top} are very dark as reflectance × 10000: for an 8-bit picture choose other units.</source>
            <translation>Werte bis {top} sind als Reflexionsgrad × 10000 sehr dunkel: Wählen Sie für ein 8-Bit-Bild andere Einheiten.</translation>
        </message>
        <message>
            <source>No value is below {low}: for Sentinel-2 images since 2022 with their offset choose other units.</source>
            <translation>Kein Wert liegt unter {low}: Wählen Sie für Sentinel-2-Bilder seit 2022 mit ihrem Versatz andere Einheiten.</translation>
        </message>
        <message>
            <source>Values from {low} to {top} are taken for Landsat Collection 2: for snow or cloud in reflectance × 10000 choose other units.</source>
            <translation>Werte von {low} bis {top} werden als Landsat Collection 2 aufgefasst: Wählen Sie für Schnee oder Wolken in Reflexionsgrad × 10000 andere Einheiten.</translation>
        </message>
        <message>
            <source>Values as low as {low} become negative reflectance: if the offset was removed already choose other units.</source>
            <translation>Werte bis hinab zu {low} ergeben einen negativen Reflexionsgrad: Wählen Sie andere Einheiten, wenn der Versatz schon entfernt wurde.</translation>
        </message>
        <message>
            <source>The reflectance is that at the top of the atmosphere: it is converted to surface reflectance first.</source>
            <translation>Die Reflektanz ist die am Oberrand der Atmosphäre: Sie wird zuerst in Bodenreflektanz umgerechnet.</translation>
        </message>
        <message>
            <source>The input is like the training data. It differs most in the median of {band}: {value}, and {low} to {high} in the training data (distance {score}, limit 1).</source>
            <translation>Die Eingabe gleicht den Trainingsdaten. Am stärksten weicht der Median von {band} ab: {value}, in den Trainingsdaten {low} bis {high} (Abstand {score}, Grenze 1).</translation>
        </message>
        <message>
            <source>The input is like the training data. It differs most in the texture of {band}: {share} times the typical one of the training data (distance {score}, limit 1).</source>
            <translation>Die Eingabe gleicht den Trainingsdaten. Am stärksten weicht die Textur von {band} ab: das {share}-fache der typischen in den Trainingsdaten (Abstand {score}, Grenze 1).</translation>
        </message>
        <message>
            <source>The input is like the training data. It differs most in the pixel size: {size} m, and {low} to {high} m in the training data (distance {score}, limit 1).</source>
            <translation>Die Eingabe gleicht den Trainingsdaten. Am stärksten weicht die Pixelgröße ab: {size} m, in den Trainingsdaten {low} bis {high} m (Abstand {score}, Grenze 1).</translation>
        </message>
        <message>
            <source>The input is like the training data in the latent space too (distance {score}, limit 1).</source>
            <translation>Die Eingabe gleicht den Trainingsdaten auch im latenten Raum (Abstand {score}, Grenze 1).</translation>
        </message>
        <message>
            <source>The input is unlike the training data (distance {score}, limit 1): the median of {band} is {value}, and {low} to {high} in the training data. Check the result before you use it.</source>
            <translation>Die Eingabe gleicht den Trainingsdaten nicht (Abstand {score}, Grenze 1): Der Median von {band} ist {value}, in den Trainingsdaten {low} bis {high}. Prüfen Sie das Ergebnis, bevor Sie es verwenden.</translation>
        </message>
        <message>
            <source>The input is unlike the training data (distance {score}, limit 1): the texture of {band} is {share} times the typical one of the training data. Check the result before you use it.</source>
            <translation>Die Eingabe gleicht den Trainingsdaten nicht (Abstand {score}, Grenze 1): Die Textur von {band} ist das {share}-fache der typischen in den Trainingsdaten. Prüfen Sie das Ergebnis, bevor Sie es verwenden.</translation>
        </message>
        <message>
            <source>The input is unlike the training data (distance {score}, limit 1): its pixels have {size} m, and those of the training data {low} to {high} m. Check the result before you use it.</source>
            <translation>Die Eingabe gleicht den Trainingsdaten nicht (Abstand {score}, Grenze 1): Ihre Pixel haben {size} m, die der Trainingsdaten {low} bis {high} m. Prüfen Sie das Ergebnis, bevor Sie es verwenden.</translation>
        </message>
        <message>
            <source>The input is unlike the training data in the latent space (distance {score}, limit 1): its structure, or how its bands go together, is unlike theirs. Check the bands, and the result before you use it.</source>
            <translation>Die Eingabe gleicht den Trainingsdaten im latenten Raum nicht (Abstand {score}, Grenze 1): Ihre Struktur oder das Zusammenspiel ihrer Bänder weicht ab. Prüfen Sie die Bänder, und das Ergebnis, bevor Sie es verwenden.</translation>
        </message>
        <message>
            <source>The output {path} must be a GeoTIFF: give it a name that ends with .tif.</source>
            <translation>Die Ausgabe {path} muss ein GeoTIFF sein: Geben Sie einen Namen an, der auf .tif endet.</translation>
        </message>
        <message>
            <source>The output folder {folder} does not exist: create it or choose another one.</source>
            <translation>Der Ausgabeordner {folder} existiert nicht: legen Sie ihn an oder wählen Sie einen anderen.</translation>
        </message>
        <message>
            <source>The output folder {folder} is not writable: choose another one or change its permissions.</source>
            <translation>Der Ausgabeordner {folder} ist nicht beschreibbar: wählen Sie einen anderen oder ändern Sie seine Rechte.</translation>
        </message>
        <message>
            <source>The output {path} is the input: choose another name.</source>
            <translation>Die Ausgabe {path} ist die Eingabe: wählen Sie einen anderen Namen.</translation>
        </message>
        <message>
            <source>{path} is finished: the same job has made it before.</source>
            <translation>{path} ist fertig: Derselbe Auftrag hat es schon gemacht.</translation>
        </message>
        <message>
            <source>The folder {path} is left over and can be deleted ({reason}).</source>
            <translation>Der Ordner {path} ist übrig und kann gelöscht werden ({reason}).</translation>
        </message>
        <message>
            <source>{path} cannot be replaced ({reason}): close it in other programs, then run the job again.</source>
            <translation>{path} lässt sich nicht ersetzen ({reason}): schließen Sie es in anderen Programmen und starten Sie den Auftrag erneut.</translation>
        </message>
        <message>
            <source>{path} cannot be written ({reason}): make room or choose another folder. Finished rows are kept; Resume continues with them.</source>
            <translation>{path} lässt sich nicht schreiben ({reason}): schaffen Sie Platz oder wählen Sie einen anderen Ordner. Fertige Zeilen bleiben; Fortsetzen macht mit ihnen weiter.</translation>
        </message>
        <message>
            <source>Memory ran out: the job continues in smaller pieces.</source>
            <translation>Der Speicher reichte nicht: der Auftrag läuft in kleineren Stücken weiter.</translation>
        </message>
        <message>
            <source>The memory of {device} is too small even for one window: choose the device cpu.</source>
            <translation>Der Speicher von {device} reicht nicht einmal für ein Fenster: wählen Sie das Gerät cpu.</translation>
        </message>
        <message>
            <source>Memory ran out ({reason}): close other programs or translate a smaller area. Finished rows are kept; Resume continues with them.</source>
            <translation>Der Speicher reicht nicht ({reason}): Schließen Sie andere Programme oder übersetzen Sie eine kleinere Fläche. Fertige Zeilen bleiben erhalten; Fortsetzen macht damit weiter.</translation>
        </message>
        <message>
            <source>The device {device} failed ({reason}): run the job again, it continues from here. Choose the device cpu if it fails again.</source>
            <translation>Das Gerät {device} ist ausgefallen ({reason}): Starten Sie den Auftrag noch einmal, er macht hier weiter. Wählen Sie das Gerät cpu, wenn es wieder ausfällt.</translation>
        </message>
        <message>
            <source>Fine-tuning needs {packages}: run the algorithm Set up Any2Any with the profile train.</source>
            <translation>Das Feintuning braucht {packages}: Starten Sie den Algorithmus „Any2Any einrichten“ mit dem Profil train.</translation>
        </message>
        <message>
            <source>The device {device} is not used: {reason}</source>
            <translation>Das Gerät {device} wird nicht verwendet: {reason}</translation>
        </message>
        <message>
            <source>The device {device} failed ({reason}): the job continues on the processor.</source>
            <translation>Das Gerät {device} ist ausgefallen ({reason}): Der Auftrag läuft auf dem Prozessor weiter.</translation>
        </message>
        <message>
            <source>The limit of GPU memory has no effect on the device {device}.</source>
            <translation>Die Grenze des GPU-Speichers wirkt auf das Gerät {device} nicht.</translation>
        </message>
        <message>
            <source>The device {device} is not available: choose auto or cpu.</source>
            <translation>Das Gerät {device} ist nicht verfügbar: Wählen Sie auto oder cpu.</translation>
        </message>
        <message>
            <source>The worker cannot be started with {program}: {reason}</source>
            <translation>Der Arbeitsprozess kann mit {program} nicht gestartet werden: {reason}</translation>
        </message>
        <message>
            <source>The worker did not answer for {seconds} s and was ended. Its last lines:
{last}</source>
            <translation>Der Arbeitsprozess hat {seconds} s lang nicht geantwortet und wurde beendet. Seine letzten Zeilen:
{last}</translation>
        </message>
        <message>
            <source>The worker stopped answering and was ended. Its last lines:
{last}</source>
            <translation>Der Arbeitsprozess antwortete nicht mehr und wurde beendet. Seine letzten Zeilen:
{last}</translation>
        </message>
        <message>
            <source>The worker ended unexpectedly (exit code {exit}). Its last lines:
{last}</source>
            <translation>Der Arbeitsprozess endete unerwartet (Exit-Code {exit}). Seine letzten Zeilen:
{last}</translation>
        </message>
        <message>
            <source>The worker was killed (exit code {exit}): often the machine ran out of memory. Its last lines:
{last}</source>
            <translation>Der Arbeitsprozess wurde abgeschossen (Exit-Code {exit}): Oft reichte der Arbeitsspeicher nicht. Seine letzten Zeilen:
{last}</translation>
        </message>
        <message>
            <source>The job was stopped, because the plugin ended its worker.</source>
            <translation>Der Auftrag wurde angehalten, weil die Erweiterung ihren Arbeitsprozess beendet hat.</translation>
        </message>
        <message>
            <source>The worker sent something that is not a message ({reason}): press Repair on the set-up page.</source>
            <translation>Der Arbeitsprozess hat etwas gesendet, das keine Nachricht ist ({reason}): Drücken Sie „Reparieren“ auf der Einrichtungsseite.</translation>
        </message>
        <message>
            <source>The worker has a bug, please report it: {reason}</source>
            <translation>Der Arbeitsprozess hat einen Fehler, bitte melden Sie ihn: {reason}</translation>
        </message>
        <message>
            <source>The plugin and its worker are of different versions: install the plugin again and restart QGIS.</source>
            <translation>Die Erweiterung und ihr Arbeitsprozess sind von verschiedenen Versionen: Installieren Sie die Erweiterung neu und starten Sie QGIS neu.</translation>
        </message>
        <message>
            <source>run the job again</source>
            <translation>starten Sie den Auftrag erneut</translation>
        </message>
        <message>
            <source>Testing</source>
            <translation>Wird geprüft</translation>
        </message>
        <message>
            <source>Ready</source>
            <translation>Bereit</translation>
        </message>
        <message>
            <source>Looking for a Python</source>
            <translation>Ein Python wird gesucht</translation>
        </message>
        <message>
            <source>Creating the environment</source>
            <translation>Die Umgebung wird angelegt</translation>
        </message>
        <message>
            <source>Downloading Python {}</source>
            <translation>Python {} wird heruntergeladen</translation>
        </message>
        <message>
            <source>Downloading {}</source>
            <translation>{} wird geladen</translation>
        </message>
        <message>
            <source>Installing</source>
            <translation>Wird installiert</translation>
        </message>
        <message>
            <source>The package index cannot be reached.</source>
            <translation>Der Paketindex ist nicht erreichbar.</translation>
        </message>
        <message>
            <source>The proxy asks for a user name and a password (407).</source>
            <translation>Der Proxy verlangt Benutzername und Passwort (407).</translation>
        </message>
        <message>
            <source>The certificate of the package index is not trusted on this computer.</source>
            <translation>Dem Zertifikat des Paketindex wird auf diesem Rechner nicht vertraut.</translation>
        </message>
        <message>
            <source>The package index or a firewall refused the download.</source>
            <translation>Der Paketindex oder eine Firewall hat das Herunterladen verweigert.</translation>
        </message>
        <message>
            <source>A downloaded package differs from the one that this plugin was tested with.</source>
            <translation>Ein geladenes Paket weicht von dem ab, mit dem diese Erweiterung getestet wurde.</translation>
        </message>
        <message>
            <source>The package index does not offer a package that is needed.</source>
            <translation>Der Paketindex bietet ein benötigtes Paket nicht an.</translation>
        </message>
        <message>
            <source>The disk is full.</source>
            <translation>Der Datenträger ist voll.</translation>
        </message>
        <message>
            <source>The folder of the environment has too long a path.</source>
            <translation>Der Pfad der Umgebung ist zu lang.</translation>
        </message>
        <message>
            <source>Another program or a policy blocks the files of the environment.</source>
            <translation>Ein anderes Programm oder eine Richtlinie sperrt die Dateien der Umgebung.</translation>
        </message>
        <message>
            <source>No Python {wanted} was found on this computer.</source>
            <translation>Auf diesem Rechner wurde kein Python {wanted} gefunden.</translation>
        </message>
        <message>
            <source>This computer has no Python that is new enough, and Python {version} cannot be downloaded.</source>
            <translation>Dieser Computer hat kein Python, das neu genug ist, und Python {version} lässt sich nicht herunterladen.</translation>
        </message>
        <message>
            <source>The Python {python} has no pip.</source>
            <translation>Das Python {python} hat kein pip.</translation>
        </message>
        <message>
            <source>The plugin has no package list {profile!r} for {platform}.</source>
            <translation>Die Erweiterung hat keine Paketliste {profile!r} für {platform}.</translation>
        </message>
        <message>
            <source>The Microsoft Visual C++ runtime is missing.</source>
            <translation>Die Microsoft-Visual-C++-Laufzeit fehlt.</translation>
        </message>
        <message>
            <source>This Linux is too old for the packages (glibc).</source>
            <translation>Dieses Linux ist zu alt für die Pakete (glibc).</translation>
        </message>
        <message>
            <source>The driver of the graphics card is too old.</source>
            <translation>Der Treiber der Grafikkarte ist zu alt.</translation>
        </message>
        <message>
            <source>The packages do not see the graphics card.</source>
            <translation>Die Pakete sehen die Grafikkarte nicht.</translation>
        </message>
        <message>
            <source>The graphics card computes other values than the processor ({share:.1%} off).</source>
            <translation>Die Grafikkarte berechnet andere Werte als der Prozessor ({share:.1%} Abweichung).</translation>
        </message>
        <message>
            <source>The graphics card takes {gpu_s:.1f} s for the sample, the processor {cpu_s:.1f} s.</source>
            <translation>Die Grafikkarte braucht {gpu_s:.1f} s für das Beispiel, der Prozessor {cpu_s:.1f} s.</translation>
        </message>
        <message>
            <source>Another QGIS is setting up Any2Any now.</source>
            <translation>Ein anderes QGIS richtet Any2Any gerade ein.</translation>
        </message>
        <message>
            <source>{path} is not a bundle for this plugin and {platform}.</source>
            <translation>{path} ist kein Paket für diese Erweiterung und {platform}.</translation>
        </message>
        <message>
            <source>The new environment does not translate the sample: {reason}</source>
            <translation>Die neue Umgebung übersetzt das Beispiel nicht: {reason}</translation>
        </message>
        <message>
            <source>The installation took longer than {minutes:.0f} minutes.</source>
            <translation>Die Installation dauerte länger als {minutes:.0f} Minuten.</translation>
        </message>
        <message>
            <source>The installation failed: {reason}</source>
            <translation>Die Installation ist fehlgeschlagen: {reason}</translation>
        </message>
        <message>
            <source>Check the connection and the proxy, then try again.</source>
            <translation>Verbindung und Proxy prüfen, dann erneut versuchen.</translation>
        </message>
        <message>
            <source>Enter them under Settings &gt; Options &gt; Network.</source>
            <translation>Unter Einstellungen &gt; Optionen &gt; Netzwerk eingeben.</translation>
        </message>
        <message>
            <source>Choose your company's CA file under Options &gt; Any2Any.</source>
            <translation>Unter Optionen &gt; Any2Any die CA-Datei der Firma wählen.</translation>
        </message>
        <message>
            <source>Set a mirror under Options &gt; Any2Any, or use an offline bundle.</source>
            <translation>Unter Optionen &gt; Any2Any einen Spiegel einstellen oder ein Offline-Paket verwenden.</translation>
        </message>
        <message>
            <source>Nothing was installed: try again, and report it if it stays.</source>
            <translation>Nichts wurde installiert: erneut versuchen und melden, wenn es bleibt.</translation>
        </message>
        <message>
            <source>Check the mirror under Options &gt; Any2Any, or use an offline bundle.</source>
            <translation>Den Spiegel unter Optionen &gt; Any2Any prüfen oder ein Offline-Paket verwenden.</translation>
        </message>
        <message>
            <source>Free some space, or choose another folder under Options &gt; Any2Any.</source>
            <translation>Platz schaffen oder unter Optionen &gt; Any2Any einen anderen Ordner wählen.</translation>
        </message>
        <message>
            <source>Choose a shorter one under Options &gt; Any2Any.</source>
            <translation>Unter Optionen &gt; Any2Any einen kürzeren wählen.</translation>
        </message>
        <message>
            <source>Close other QGIS windows, allow the folder in the antivirus, then try again.</source>
            <translation>Andere QGIS-Fenster schließen, den Ordner im Virenschutz erlauben, dann erneut versuchen.</translation>
        </message>
        <message>
            <source>Install one, or choose an existing Python.</source>
            <translation>Eines installieren oder ein vorhandenes Python wählen.</translation>
        </message>
        <message>
            <source>Install it, or choose an existing Python.</source>
            <translation>Installieren Sie es, oder wählen Sie ein vorhandenes Python.</translation>
        </message>
        <message>
            <source>Install pip for it, or choose another Python.</source>
            <translation>pip dafür installieren oder ein anderes Python wählen.</translation>
        </message>
        <message>
            <source>Choose an existing Python that has the packages.</source>
            <translation>Ein vorhandenes Python wählen, das die Pakete hat.</translation>
        </message>
        <message>
            <source>Install the Visual C++ Redistributable, then try again.</source>
            <translation>Das Visual C++ Redistributable installieren, dann erneut versuchen.</translation>
        </message>
        <message>
            <source>Update it, or set up the profile for the processor.</source>
            <translation>Ihn aktualisieren oder das Profil für den Prozessor einrichten.</translation>
        </message>
        <message>
            <source>Update its driver and try again; until then the processor is used.</source>
            <translation>Aktualisieren Sie ihren Treiber und versuchen Sie es erneut; bis dahin wird der Prozessor benutzt.</translation>
        </message>
        <message>
            <source>The processor is used as before: report it with the diagnostics.</source>
            <translation>Der Prozessor wird benutzt wie bisher: Melden Sie es mit der Diagnose.</translation>
        </message>
        <message>
            <source>The processor is used as before: there is nothing to do.</source>
            <translation>Der Prozessor wird benutzt wie bisher: Es ist nichts zu tun.</translation>
        </message>
        <message>
            <source>Wait until it has finished, then try again.</source>
            <translation>Warten, bis es fertig ist, dann erneut versuchen.</translation>
        </message>
        <message>
            <source>Choose a bundle that was made for both.</source>
            <translation>Ein Paket wählen, das für beide gemacht ist.</translation>
        </message>
        <message>
            <source>Try again, and report it with the diagnostics if it stays.</source>
            <translation>Erneut versuchen und mit der Diagnose melden, wenn es bleibt.</translation>
        </message>
        <message>
            <source>Try again: finished downloads are kept.</source>
            <translation>Erneut versuchen: fertige Downloads bleiben erhalten.</translation>
        </message>
    </context>
</TS>

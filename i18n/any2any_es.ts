<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="es" sourcelanguage="en">
    <context>
        <name>Any2Any</name>
        <message>
            <source>the setting in Options &gt; Any2Any</source>
            <translation>el ajuste en Opciones &gt; Any2Any</translation>
        </message>
        <message>
            <source>the environment variable {}</source>
            <translation>la variable de entorno {}</translation>
        </message>
        <message>
            <source>the environment that Set up made</source>
            <translation>el entorno creado por la instalación</translation>
        </message>
        <message>
            <source>the checkout's .venv</source>
            <translation>el .venv del repositorio</translation>
        </message>
        <message>
            <source>Any2Any is not set up yet: press Set up in its panel, run the algorithm any2any:setup, or choose a Python under Settings &gt; Options &gt; Any2Any.</source>
            <translation>Any2Any aún no está instalado: pulse Instalar en su panel, ejecute el algoritmo any2any:setup o elija un Python en Configuración &gt; Opciones &gt; Any2Any.</translation>
        </message>
        <message>
            <source>The worker's Python {} ({}) cannot be used: {}. Choose another under Options &gt; Any2Any.</source>
            <translation>El Python {} ({}) del proceso de cálculo no se puede usar: {}. Elija otro en Opciones &gt; Any2Any.</translation>
        </message>
        <message>
            <source>no answer within {:.0f} s</source>
            <translation>sin respuesta en {:.0f} s</translation>
        </message>
        <message>
            <source>it does not answer as Python does</source>
            <translation>no responde como lo hace Python</translation>
        </message>
        <message>
            <source>The worker's Python {} ({}) cannot be used ({}): press Set up in the Any2Any panel, or choose another under Options &gt; Any2Any.</source>
            <translation>El Python {} ({}) del proceso de cálculo no se puede usar ({}): pulse Instalar en el panel de Any2Any o elija otro en Opciones &gt; Any2Any.</translation>
        </message>
        <message>
            <source>The model {} has no modality {!r}, only {}.</source>
            <translation>El modelo {} no tiene la modalidad {!r}, solo {}.</translation>
        </message>
        <message>
            <source>{} is not a model folder: its config.json cannot be read ({}).</source>
            <translation>{} no es una carpeta de modelo: no se puede leer su config.json ({}).</translation>
        </message>
        <message>
            <source>{} is not the manifest of a model: {}.</source>
            <translation>{} no es el manifiesto de un modelo: {}.</translation>
        </message>
        <message>
            <source>Model card</source>
            <translation>Ficha del modelo</translation>
        </message>
        <message>
            <source>The model in {} has no card ({}).</source>
            <translation>El modelo en {} no tiene ficha ({}).</translation>
        </message>
        <message>
            <source>not stated</source>
            <translation>no indicada</translation>
        </message>
        <message>
            <source>{} {}, licence: {}</source>
            <translation>{} {}, licencia: {}</translation>
        </message>
        <message>
            <source>Advanced</source>
            <translation>Avanzado</translation>
        </message>
        <message>
            <source>As the preset says</source>
            <translation>Según el preajuste</translation>
        </message>
        <message>
            <source>Sampling steps instead of the preset's.</source>
            <translation>Pasos de muestreo en lugar de los del preajuste.</translation>
        </message>
        <message>
            <source>That of the layer</source>
            <translation>El de la capa</translation>
        </message>
        <message>
            <source>Resample the layer to this pixel size first: the model knows only some sizes.</source>
            <translation>Remuestrear primero la capa a este tamaño de píxel: el modelo solo conoce algunos.</translation>
        </message>
        <message>
            <source>Another seed gives another plausible image.</source>
            <translation>Otra semilla da otra imagen plausible.</translation>
        </message>
        <message>
            <source>Translate with several seeds and write their mean.</source>
            <translation>Traducir con varias semillas y escribir su media.</translation>
        </message>
        <message>
            <source>Add a layer of the standard deviation</source>
            <translation>Añadir una capa de desviación típica</translation>
        </message>
        <message>
            <source>The library that computes: PyTorch is only there if you installed it.</source>
            <translation>La biblioteca que calcula: PyTorch solo está si usted la instaló.</translation>
        </message>
        <message>
            <source>Level of the result's reflectance: choose the top of the atmosphere to compare with level 1C images.</source>
            <translation>Nivel de la reflectancia del resultado: elija el techo de la atmósfera para compararlo con imágenes de nivel 1C.</translation>
        </message>
        <message>
            <source>auto, cpu, cuda:0 or mps</source>
            <translation>auto, cpu, cuda:0 o mps</translation>
        </message>
        <message>
            <source>Card</source>
            <translation>Ficha</translation>
        </message>
        <message>
            <source>What the model was trained on, how good it is, and where not to use it</source>
            <translation>Con qué se entrenó el modelo, qué calidad tiene y para qué no sirve</translation>
        </message>
        <message>
            <source>Steps</source>
            <translation>Pasos</translation>
        </message>
        <message>
            <source>S&amp;eed</source>
            <translation>S&amp;emilla</translation>
        </message>
        <message>
            <source>Sa&amp;mples</source>
            <translation>&amp;Muestras</translation>
        </message>
        <message>
            <source>Rou&amp;te</source>
            <translation>Ru&amp;ta</translation>
        </message>
        <message>
            <source>Pi&amp;xel size</source>
            <translation>Tamaño de pí&amp;xel</translation>
        </message>
        <message>
            <source>Reflecta&amp;nce of the result</source>
            <translation>Reflecta&amp;ncia del resultado</translation>
        </message>
        <message>
            <source>Precision</source>
            <translation>Precisión</translation>
        </message>
        <message>
            <source>Runtime</source>
            <translation>Entorno de ejecución</translation>
        </message>
        <message>
            <source>&amp;Device</source>
            <translation>&amp;Dispositivo</translation>
        </message>
        <message>
            <source>M&amp;odel</source>
            <translation>M&amp;odelo</translation>
        </message>
        <message>
            <source>Area to translate</source>
            <translation>Área a traducir</translation>
        </message>
        <message>
            <source>Whole layer</source>
            <translation>Capa completa</translation>
        </message>
        <message>
            <source>Map view</source>
            <translation>Vista del mapa</translation>
        </message>
        <message>
            <source>Rectangle drawn on the map</source>
            <translation>Rectángulo dibujado en el mapa</translation>
        </message>
        <message>
            <source>Around the selected features</source>
            <translation>Alrededor de los objetos seleccionados</translation>
        </message>
        <message>
            <source>&amp;Area</source>
            <translation>&amp;Área</translation>
        </message>
        <message>
            <source>Draw a rectangle on the map.</source>
            <translation>Dibuje un rectángulo en el mapa.</translation>
        </message>
        <message>
            <source>Select features of a vector layer, and make that layer the active one.</source>
            <translation>Seleccione objetos de una capa vectorial y haga activa esa capa.</translation>
        </message>
        <message>
            <source>up to {}</source>
            <translation>hasta {}</translation>
        </message>
        <message>
            <source>about {}</source>
            <translation>unos {}</translation>
        </message>
        <message>
            <source>about {} by the preview</source>
            <translation>unos {} según la vista previa</translation>
        </message>
        <message>
            <source>time unknown before a preview</source>
            <translation>tiempo desconocido antes de una vista previa</translation>
        </message>
        <message>
            <source>With holes</source>
            <translation>Con huecos</translation>
        </message>
        <message>
            <source>Filled</source>
            <translation>Rellenado</translation>
        </message>
        <message>
            <source>Filling a preview</source>
            <translation>Rellenando una vista previa</translation>
        </message>
        <message>
            <source>The map view shows no hole of the image: move the map to one.</source>
            <translation>La vista del mapa no muestra ningún hueco de la imagen: mueva el mapa a uno.</translation>
        </message>
        <message>
            <source>{} cannot be read.</source>
            <translation>No se puede leer {}.</translation>
        </message>
        <message>
            <source>So&amp;urce</source>
            <translation>F&amp;uente</translation>
        </message>
        <message>
            <source>Se&amp;cond source</source>
            <translation>Segunda fuen&amp;te</translation>
        </message>
        <message>
            <source>No layer</source>
            <translation>Ninguna capa</translation>
        </message>
        <message>
            <source>A layer that shows the ground under the holes, such as radar</source>
            <translation>Una capa que muestra el suelo bajo los huecos, como radar</translation>
        </message>
        <message>
            <source>Modality of the source</source>
            <translation>Modalidad de la fuente</translation>
        </message>
        <message>
            <source>The layer is taken for {}, but: {}.</source>
            <translation>La capa se toma por {}, pero: {}.</translation>
        </message>
        <message>
            <source>Image with holes</source>
            <translation>Imagen con huecos</translation>
        </message>
        <message>
            <source>Choose a raster layer</source>
            <translation>Elegir una capa ráster</translation>
        </message>
        <message>
            <source>Holes</source>
            <translation>Huecos</translation>
        </message>
        <message>
            <source>Nodata of the image</source>
            <translation>Sin datos de la imagen</translation>
        </message>
        <message>
            <source>All values but 0; 3,8,9,10 of a scene classification</source>
            <translation>Todos los valores menos 0; 3,8,9,10 de una clasificación de escena</translation>
        </message>
        <message>
            <source>Older image</source>
            <translation>Imagen más antigua</translation>
        </message>
        <message>
            <source>Temporary file</source>
            <translation>Archivo temporal</translation>
        </message>
        <message>
            <source>Pre&amp;view a hole</source>
            <translation>&amp;Vista previa de un hueco</translation>
        </message>
        <message>
            <source>&amp;Fill</source>
            <translation>&amp;Rellenar</translation>
        </message>
        <message>
            <source>Fill the hole nearest to the middle of the map view</source>
            <translation>Rellenar el hueco más cercano al centro de la vista del mapa</translation>
        </message>
        <message>
            <source>&amp;Image with holes</source>
            <translation>&amp;Imagen con huecos</translation>
        </message>
        <message>
            <source>&amp;Holes</source>
            <translation>&amp;Huecos</translation>
        </message>
        <message>
            <source>&amp;Band of the holes</source>
            <translation>&amp;Banda de los huecos</translation>
        </message>
        <message>
            <source>C&amp;lasses that are holes</source>
            <translation>C&amp;lases que son huecos</translation>
        </message>
        <message>
            <source>&amp;Older image</source>
            <translation>Imagen más anti&amp;gua</translation>
        </message>
        <message>
            <source>&amp;Save to</source>
            <translation>&amp;Guardar en</translation>
        </message>
        <message>
            <source>Choose the image with holes.</source>
            <translation>Elija la imagen con huecos.</translation>
        </message>
        <message>
            <source>Choose a source or an older image: something has to show the ground.</source>
            <translation>Elija una fuente o una imagen anterior: algo tiene que mostrar el terreno.</translation>
        </message>
        <message>
            <source>The image cannot fill its own holes: choose another source.</source>
            <translation>La imagen no puede rellenar sus propios huecos: elija otra fuente.</translation>
        </message>
        <message>
            <source>{}: holes</source>
            <translation>{}: huecos</translation>
        </message>
        <message>
            <source>Translate</source>
            <translation>Traducir</translation>
        </message>
        <message>
            <source>Fill gaps</source>
            <translation>Rellenar huecos</translation>
        </message>
        <message>
            <source>{} translation(s) will be stopped. Leave QGIS?</source>
            <translation>Se detendrán {} traducción(es). ¿Salir de QGIS?</translation>
        </message>
        <message>
            <source>Show</source>
            <translation>Mostrar</translation>
        </message>
        <message>
            <source>Add to this project</source>
            <translation>Añadir a este proyecto</translation>
        </message>
        <message>
            <source>{} translation(s) of the closed project continue; their results go to files.</source>
            <translation>{} traducción(es) del proyecto cerrado continúan; sus resultados van a archivos.</translation>
        </message>
        <message>
            <source>Stop them</source>
            <translation>Detenerlas</translation>
        </message>
        <message>
            <source>Run anyway?</source>
            <translation>¿Ejecutar de todos modos?</translation>
        </message>
        <message>
            <source>{} exists. Replace it?</source>
            <translation>{} existe. ¿Reemplazarlo?</translation>
        </message>
        <message>
            <source>{} × {} pixels will be downloaded from {}. Continue?</source>
            <translation>Se descargarán {} × {} píxeles de {}. ¿Continuar?</translation>
        </message>
        <message>
            <source>The translation cannot be prepared.</source>
            <translation>La traducción no se puede preparar.</translation>
        </message>
        <message>
            <source>Starting</source>
            <translation>Iniciando</translation>
        </message>
        <message>
            <source>Cancelled.</source>
            <translation>Cancelado.</translation>
        </message>
        <message>
            <source>Stopping</source>
            <translation>Deteniendo</translation>
        </message>
        <message>
            <source>The translation failed.</source>
            <translation>La traducción ha fallado.</translation>
        </message>
        <message>
            <source>Its project was closed: the result is in {}.</source>
            <translation>Su proyecto se cerró: el resultado está en {}.</translation>
        </message>
        <message>
            <source>The result {} cannot be opened.</source>
            <translation>El resultado {} no se puede abrir.</translation>
        </message>
        <message>
            <source>Run before the job above</source>
            <translation>Ejecutar antes que el trabajo de arriba</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>Cancelar</translation>
        </message>
        <message>
            <source>Stop this job</source>
            <translation>Detener este trabajo</translation>
        </message>
        <message>
            <source>Resume</source>
            <translation>Reanudar</translation>
        </message>
        <message>
            <source>Continue with the finished rows</source>
            <translation>Continuar con las filas terminadas</translation>
        </message>
        <message>
            <source>Keep part</source>
            <translation>Conservar parte</translation>
        </message>
        <message>
            <source>Add the finished rows as a layer</source>
            <translation>Añadir las filas terminadas como capa</translation>
        </message>
        <message>
            <source>Zoom to the result</source>
            <translation>Acercar al resultado</translation>
        </message>
        <message>
            <source>Compare</source>
            <translation>Comparar</translation>
        </message>
        <message>
            <source>Drag a line between the result and its source on the map</source>
            <translation>Arrastrar una línea entre el resultado y su fuente en el mapa</translation>
        </message>
        <message>
            <source>Again with…</source>
            <translation>Otra vez con…</translation>
        </message>
        <message>
            <source>Fill in the panel as for this job</source>
            <translation>Rellenar el panel como para este trabajo</translation>
        </message>
        <message>
            <source>Remove from the list</source>
            <translation>Quitar de la lista</translation>
        </message>
        <message>
            <source>Waiting</source>
            <translation>En espera</translation>
        </message>
        <message>
            <source>{} of {} windows</source>
            <translation>{} de {} ventanas</translation>
        </message>
        <message>
            <source>{} left</source>
            <translation>quedan {}</translation>
        </message>
        <message>
            <source>Done: {}</source>
            <translation>Hecho: {}</translation>
        </message>
        <message>
            <source>Band of the layer that is {}</source>
            <translation>Banda de la capa que es {}</translation>
        </message>
        <message>
            <source>{} (synthetic, in progress)</source>
            <translation>{} (sintética, en curso)</translation>
        </message>
        <message>
            <source>The Python that runs the Any2Any worker</source>
            <translation>El Python que ejecuta el proceso de cálculo de Any2Any</translation>
        </message>
        <message>
            <source>Found automatically</source>
            <translation>Encontrado automáticamente</translation>
        </message>
        <message>
            <source>The system's certificates</source>
            <translation>Los certificados del sistema</translation>
        </message>
        <message>
            <source>The default package index</source>
            <translation>El índice de paquetes predeterminado</translation>
        </message>
        <message>
            <source> min</source>
            <translation> min</translation>
        </message>
        <message>
            <source>Never</source>
            <translation>Nunca</translation>
        </message>
        <message>
            <source>Check</source>
            <translation>Comprobar</translation>
        </message>
        <message>
            <source>Check shows versions and paths here: add them to a bug report.</source>
            <translation>Comprobar muestra aquí versiones y rutas: añádalas a un informe de error.</translation>
        </message>
        <message>
            <source>The model runs in a process of its own. If the field Python is empty, the environment variable {}, the environment that Set up made, and the .venv of a source checkout are used, in this order. Another Python needs 3.11 or newer with torch, rasterio and safetensors; fine-tuning also needs accelerate and pyyaml.</source>
            <translation>El modelo se ejecuta en un proceso propio. Si el campo Python está vacío, se usan la variable de entorno {}, el entorno creado por la instalación y el .venv de un repositorio, en este orden. Otro Python debe ser 3.11 o posterior con torch, rasterio y safetensors; el ajuste fino necesita además accelerate y pyyaml.</translation>
        </message>
        <message>
            <source>Python</source>
            <translation>Python</translation>
        </message>
        <message>
            <source>Folder of environments</source>
            <translation>Carpeta de entornos</translation>
        </message>
        <message>
            <source>Package index or mirror</source>
            <translation>Índice de paquetes o réplica</translation>
        </message>
        <message>
            <source>CA file</source>
            <translation>Archivo de autoridades de certificación</translation>
        </message>
        <message>
            <source>Free memory after</source>
            <translation>Liberar memoria tras</translation>
        </message>
        <message>
            <source>Checking, up to a minute...</source>
            <translation>Comprobando, hasta un minuto...</translation>
        </message>
        <message>
            <source>Check the Any2Any worker</source>
            <translation>Comprobar el proceso de cálculo de Any2Any</translation>
        </message>
        <message>
            <source>Translating a preview</source>
            <translation>Traduciendo una vista previa</translation>
        </message>
        <message>
            <source>No preview: the choices above are not complete.</source>
            <translation>Sin vista previa: las opciones de arriba no están completas.</translation>
        </message>
        <message>
            <source>A job is running: the preview follows when it has ended.</source>
            <translation>Hay un trabajo en curso: la vista previa seguirá cuando termine.</translation>
        </message>
        <message>
            <source>A preview with {} steps takes long: press Preview to make it.</source>
            <translation>Una vista previa con {} pasos tarda mucho: pulse Vista previa para hacerla.</translation>
        </message>
        <message>
            <source>The layer that {} was made from is not open.</source>
            <translation>La capa de la que procede {} no está abierta.</translation>
        </message>
        <message>
            <source>{} (synthetic, finished rows)</source>
            <translation>{} (sintética, filas terminadas)</translation>
        </message>
        <message>
            <source>Compare with its source</source>
            <translation>Comparar con su fuente</translation>
        </message>
        <message>
            <source>Translate again with…</source>
            <translation>Traducir otra vez con…</translation>
        </message>
        <message>
            <source>Sample (Sentinel-1)</source>
            <translation>Ejemplo (Sentinel-1)</translation>
        </message>
        <message>
            <source>Source and result are in the project.</source>
            <translation>La fuente y el resultado están en el proyecto.</translation>
        </message>
        <message>
            <source>A Python 3.11 or newer with the packages</source>
            <translation>Un Python 3.11 o posterior con los paquetes</translation>
        </message>
        <message>
            <source>Offline bundle</source>
            <translation>Paquete sin conexión</translation>
        </message>
        <message>
            <source>Translating the sample</source>
            <translation>Traduciendo el ejemplo</translation>
        </message>
        <message>
            <source>Use an existing Python...</source>
            <translation>Usar un Python existente...</translation>
        </message>
        <message>
            <source>From an offline bundle...</source>
            <translation>Desde un paquete sin conexión...</translation>
        </message>
        <message>
            <source>Copy diagnostics</source>
            <translation>Copiar diagnóstico</translation>
        </message>
        <message>
            <source>Try the sample</source>
            <translation>Probar el ejemplo</translation>
        </message>
        <message>
            <source>Continue to the panel</source>
            <translation>Continuar al panel</translation>
        </message>
        <message>
            <source>Repair</source>
            <translation>Reparar</translation>
        </message>
        <message>
            <source>Remove</source>
            <translation>Eliminar</translation>
        </message>
        <message>
            <source>Any2Any needs its own Python packages</source>
            <translation>Any2Any necesita sus propios paquetes de Python</translation>
        </message>
        <message>
            <source>They are downloaded into a folder of their own: QGIS and other plugins stay as they are, and Remove takes everything away again.</source>
            <translation>Se descargan en una carpeta propia: QGIS y los demás complementos quedan como están, y Eliminar lo quita todo.</translation>
        </message>
        <message>
            <source>Set up (about {:.0f} MB)</source>
            <translation>Instalar (unos {:.0f} MB)</translation>
        </message>
        <message>
            <source>Setting up</source>
            <translation>Instalando</translation>
        </message>
        <message>
            <source>Removing the packages</source>
            <translation>Eliminando los paquetes</translation>
        </message>
        <message>
            <source>Try again</source>
            <translation>Reintentar</translation>
        </message>
        <message>
            <source>Network options...</source>
            <translation>Opciones de red...</translation>
        </message>
        <message>
            <source>Any2Any options...</source>
            <translation>Opciones de Any2Any...</translation>
        </message>
        <message>
            <source>Continue with the processor</source>
            <translation>Continuar con el procesador</translation>
        </message>
        <message>
            <source>This did not work; Any2Any stays as it was</source>
            <translation>Esto no funcionó; Any2Any queda como estaba</translation>
        </message>
        <message>
            <source>Any2Any is not set up</source>
            <translation>Any2Any no está instalado</translation>
        </message>
        <message>
            <source>Any2Any is ready</source>
            <translation>Any2Any está listo</translation>
        </message>
        <message>
            <source>Use the graphics card {} (about {:.0f} MB)</source>
            <translation>Usar la tarjeta gráfica {} (unos {:.0f} MB)</translation>
        </message>
        <message>
            <source>Device in use: {}</source>
            <translation>Dispositivo en uso: {}</translation>
        </message>
        <message>
            <source>Remove ({:.0f} MB)</source>
            <translation>Eliminar ({:.0f} MB)</translation>
        </message>
        <message>
            <source>It uses a Python from the options, or one that was found.</source>
            <translation>Usa un Python elegido en las opciones o encontrado.</translation>
        </message>
        <message>
            <source>Layer to translate</source>
            <translation>Capa a traducir</translation>
        </message>
        <message>
            <source>Open a raster file</source>
            <translation>Abrir un archivo ráster</translation>
        </message>
        <message>
            <source>Source modality</source>
            <translation>Modalidad de origen</translation>
        </message>
        <message>
            <source>Bands</source>
            <translation>Bandas</translation>
        </message>
        <message>
            <source>&amp;Layer</source>
            <translation>&amp;Capa</translation>
        </message>
        <message>
            <source>&amp;From</source>
            <translation>&amp;De</translation>
        </message>
        <message>
            <source>Choose a raster layer.</source>
            <translation>Elija una capa ráster.</translation>
        </message>
        <message>
            <source>{} needs {} bands, this layer has {}.</source>
            <translation>{} necesita {} bandas, esta capa tiene {}.</translation>
        </message>
        <message>
            <source>QGIS cannot open {} as a raster.</source>
            <translation>QGIS no puede abrir {} como ráster.</translation>
        </message>
        <message>
            <source>looks like {}: {}</source>
            <translation>parece {}: {}</translation>
        </message>
        <message>
            <source>chosen by you</source>
            <translation>elegido por usted</translation>
        </message>
        <message>
            <source>&amp;To</source>
            <translation>&amp;A</translation>
        </message>
        <message>
            <source>This is what the layer shows.</source>
            <translation>Esto es lo que muestra la capa.</translation>
        </message>
        <message>
            <source>Trained direction, translated through {} by your choice</source>
            <translation>Dirección entrenada, traducida a través de {} por su elección</translation>
        </message>
        <message>
            <source>Trained direction</source>
            <translation>Dirección entrenada</translation>
        </message>
        <message>
            <source>* Zero-shot: not trained, translated through {}</source>
            <translation>* Sin entrenamiento: traducida a través de {}</translation>
        </message>
        <message>
            <source>* Zero-shot: not trained on this direction</source>
            <translation>* Sin entrenamiento en esta dirección</translation>
        </message>
        <message>
            <source>Translate to {}</source>
            <translation>Traducir a {}</translation>
        </message>
        <message>
            <source>Pre&amp;view</source>
            <translation>&amp;Vista previa</translation>
        </message>
        <message>
            <source>&amp;Run</source>
            <translation>E&amp;jecutar</translation>
        </message>
        <message>
            <source>Translate the middle of the map view</source>
            <translation>Traducir el centro de la vista del mapa</translation>
        </message>
        <message>
            <source>&amp;Preset</source>
            <translation>P&amp;reajuste</translation>
        </message>
        <message>
            <source>Choose an area: a map service has no end.</source>
            <translation>Elija un área: un servicio de mapas no tiene fin.</translation>
        </message>
        <message>
            <source>The plugin is removed; the packages that it downloaded are still in {}.</source>
            <translation>El complemento se ha quitado; los paquetes que descargó siguen en {}.</translation>
        </message>
        <message>
            <source>Remove them ({:.0f} MB)</source>
            <translation>Eliminarlos ({:.0f} MB)</translation>
        </message>
        <message>
            <source>Units of the values</source>
            <translation>Unidades de los valores</translation>
        </message>
        <message>
            <source>Processing level of the reflectance</source>
            <translation>Nivel de procesamiento de la reflectancia</translation>
        </message>
        <message>
            <source>The model works with surface reflectance. Top-of-atmosphere reflectance is converted to it first.</source>
            <translation>El modelo conoce la reflectancia en la superficie; la del techo de la atmósfera se lleva a ella.</translation>
        </message>
        <message>
            <source>Reflectan&amp;ce</source>
            <translation>Reflectan&amp;cia</translation>
        </message>
        <message>
            <source>&amp;Units</source>
            <translation>&amp;Unidades</translation>
        </message>
        <message>
            <source>Its values look like “{}”, but “{}” is chosen.</source>
            <translation>Sus valores parecen «{}», pero se eligió «{}».</translation>
        </message>
        <message>
            <source>Computed on {}. Click for the set-up: repair, remove, graphics card.</source>
            <translation>Calculado en {}. Haga clic para la instalación: reparar, quitar, tarjeta gráfica.</translation>
        </message>
        <message>
            <source>The layer {} is a map service: choose an area, such as the map view.</source>
            <translation>La capa {} es un servicio de mapas: elija un área, como la vista del mapa.</translation>
        </message>
        <message>
            <source>The extent {} does not touch the layer {}, which covers {}.</source>
            <translation>La extensión {} no toca la capa {}, que cubre {}.</translation>
        </message>
        <message>
            <source>The area has {} × {} pixels: choose a smaller one, at most {} × {}.</source>
            <translation>El área tiene {} × {} píxeles: elija una menor, como máximo {} × {}.</translation>
        </message>
        <message>
            <source>The layer {} is a map service without end: export the area to a GeoTIFF first.</source>
            <translation>La capa {} es un servicio de mapas sin límites: exporte antes el área a un GeoTIFF.</translation>
        </message>
        <message>
            <source>Exporting the layer {}</source>
            <translation>Exportando la capa {}</translation>
        </message>
        <message>
            <source>The layer has no picture of this area: its service does not answer, or covers another place.</source>
            <translation>La capa no tiene imagen de esta zona: su servicio no responde o cubre otro lugar.</translation>
        </message>
        <message>
            <source>The layer gave no picture of {} % of the area: the result has no data there.</source>
            <translation>La capa no dio imagen de {} % del área: el resultado no tiene datos allí.</translation>
        </message>
        <message>
            <source>The layer cannot be exported: save it as a GeoTIFF first.</source>
            <translation>La capa no se puede exportar: guárdela primero como GeoTIFF.</translation>
        </message>
        <message>
            <source>The layer cannot be exported: error {} of QGIS's writer.</source>
            <translation>La capa no se puede exportar: error {} de la escritura de QGIS.</translation>
        </message>
        <message>
            <source>The layer cannot be resampled: {}</source>
            <translation>La capa no se puede remuestrear: {}</translation>
        </message>
        <message>
            <source>{} cannot be written.</source>
            <translation>No se puede escribir {}.</translation>
        </message>
        <message>
            <source>synthetic {}: Any2Any wrote this file</source>
            <translation>{} sintética: Any2Any escribió este archivo</translation>
        </message>
        <message>
            <source>band {} is named {}</source>
            <translation>la banda {} se llama {}</translation>
        </message>
        <message>
            <source>{} bands named {}</source>
            <translation>{} bandas llamadas {}</translation>
        </message>
        <message>
            <source>wavelengths of {} nm</source>
            <translation>longitudes de onda de {} nm</translation>
        </message>
        <message>
            <source>colour bands red, green and blue</source>
            <translation>bandas de color rojo, verde y azul</translation>
        </message>
        <message>
            <source>complex values, as only radar has</source>
            <translation>valores complejos, que solo tiene el radar</translation>
        </message>
        <message>
            <source>values around {:.0f} are decibels</source>
            <translation>valores en torno a {:.0f} son decibelios</translation>
        </message>
        <message>
            <source>the name {} says so</source>
            <translation>el nombre {} lo dice</translation>
        </message>
        <message>
            <source>guessed from its {} band(s) only: please check</source>
            <translation>solo su número de {} banda(s) lo sugiere: compruébelo</translation>
        </message>
        <message>
            <source>{}: holes filled (partly synthetic)</source>
            <translation>{}: huecos rellenados (en parte sintético)</translation>
        </message>
        <message>
            <source>{}: synthetic pixels</source>
            <translation>{}: píxeles sintéticos</translation>
        </message>
        <message>
            <source>{}: outline of the filled parts</source>
            <translation>{}: contorno de las partes rellenadas</translation>
        </message>
        <message>
            <source>{}: error (result minus truth)</source>
            <translation>{}: error (resultado menos realidad)</translation>
        </message>
        <message>
            <source>Training tiles</source>
            <translation>Teselas de entrenamiento</translation>
        </message>
        <message>
            <source>Train</source>
            <translation>Entrenamiento</translation>
        </message>
        <message>
            <source>Validation</source>
            <translation>Validación</translation>
        </message>
        <message>
            <source>Test</source>
            <translation>Prueba</translation>
        </message>
        <message>
            <source>The layer {} has no file: choose an index that Export training tiles wrote.</source>
            <translation>La capa {} no está en ningún archivo: elija un índice escrito por Exportar teselas de entrenamiento.</translation>
        </message>
        <message>
            <source>{} holds no finished rows.</source>
            <translation>{} no contiene filas terminadas.</translation>
        </message>
        <message>
            <source>The finished rows in {} cannot be read any more.</source>
            <translation>Las filas terminadas en {} ya no se pueden leer.</translation>
        </message>
        <message>
            <source>{} steps</source>
            <translation>{} pasos</translation>
        </message>
        <message>
            <source>seed {}</source>
            <translation>semilla {}</translation>
        </message>
        <message>
            <source>{} {} standard deviation (synthetic, from {}; {})</source>
            <translation>{} {} desviación típica (sintética, de {}; {})</translation>
        </message>
        <message>
            <source>{} {} (synthetic, from {}; {})</source>
            <translation>{} {} (sintética, de {}; {})</translation>
        </message>
        <message>
            <source>Synthetic {target} image, translated from the {source} image {name} by the model {model} ({digest}), {steps} sampling steps, seed {seed}. It shows a plausible image predicted by the model, not what a sensor measured.</source>
            <translation>Imagen {target} sintética, traducida de la imagen {source} {name} por el modelo {model} ({digest}), {steps} pasos de muestreo, semilla {seed}. Muestra una imagen plausible predicha por el modelo, no lo que midió un sensor.</translation>
        </message>
        <message>
            <source> It is the mean of {} samples.</source>
            <translation> Es la media de {} muestras.</translation>
        </message>
        <message>
            <source>Standard deviation over {} samples: where it is large, the model's own answers disagree. It is not an error bar: errors that all samples share do not show in it. About the image that it belongs to: {}</source>
            <translation>Desviación típica sobre {} muestras: donde es grande, las respuestas del modelo discrepan. No es una barra de error: lo que el modelo nunca vio no está en ella. Sobre la imagen a la que pertenece: {}</translation>
        </message>
        <message>
            <source> It was translated through {}.</source>
            <translation> Se tradujo a través de {}.</translation>
        </message>
        <message>
            <source> The model was not trained on this direction (zero-shot).</source>
            <translation> El modelo no se entrenó en esta dirección (zero-shot).</translation>
        </message>
        <message>
            <source>{}: synthetic</source>
            <translation>{}: sintética</translation>
        </message>
        <message>
            <source>model: {}</source>
            <translation>modelo: {}</translation>
        </message>
        <message>
            <source>{time}: translated from {name} ({source}) with {model}, {steps} steps, seed {seed}</source>
            <translation>{time}: traducida de {name} ({source}) con {model}, {steps} pasos, semilla {seed}</translation>
        </message>
        <message>
            <source>The layer {} is no longer in the project: add it again.</source>
            <translation>La capa {} ya no está en el proyecto: añádala de nuevo.</translation>
        </message>
        <message>
            <source>The layer {} comes from {}, which the worker cannot read: export it to a GeoTIFF (Export &gt; Save As...) first.</source>
            <translation>La capa {} viene de {}, que el proceso de cálculo no puede leer: expórtela primero a GeoTIFF (Exportar &gt; Guardar como...).</translation>
        </message>
        <message>
            <source>The layer {} is being edited: save the edits or export it to a GeoTIFF first.</source>
            <translation>La capa {} está en edición: guarde los cambios o expórtela primero a GeoTIFF.</translation>
        </message>
        <message>
            <source>The layer {} was opened with options ({}): export it to a GeoTIFF first.</source>
            <translation>La capa {} se abrió con opciones ({}): expórtela primero a GeoTIFF.</translation>
        </message>
        <message>
            <source>The layer {} is held in the memory of QGIS: export it to a GeoTIFF first.</source>
            <translation>La capa {} está en la memoria de QGIS: expórtela primero a GeoTIFF.</translation>
        </message>
        <message>
            <source>The layer {} is placed by ground control points: export it to a GeoTIFF first.</source>
            <translation>La capa {} está situada por puntos de control: expórtela primero a GeoTIFF.</translation>
        </message>
        <message>
            <source>The raster {} cannot be opened any more.</source>
            <translation>El ráster {} ya no se puede abrir.</translation>
        </message>
        <message>
            <source>False colour (NIR, red, green)</source>
            <translation>Falso color (NIR, rojo, verde)</translation>
        </message>
        <message>
            <source>Short wave infrared (SWIR, NIR, red)</source>
            <translation>Infrarrojo de onda corta (SWIR, NIR, rojo)</translation>
        </message>
        <message>
            <source>True colour</source>
            <translation>Color verdadero</translation>
        </message>
        <message>
            <source>measured</source>
            <translation>medido</translation>
        </message>
        <message>
            <source>synthetic</source>
            <translation>sintético</translation>
        </message>
        <message>
            <source>hole that no source shows</source>
            <translation>hueco que ninguna fuente muestra</translation>
        </message>
        <message>
            <source>Automatic</source>
            <translation>Automática</translation>
        </message>
        <message>
            <source>Reflectance (0 to 1)</source>
            <translation>Reflectancia (0 a 1)</translation>
        </message>
        <message>
            <source>Reflectance × 10000</source>
            <translation>Reflectancia × 10000</translation>
        </message>
        <message>
            <source>Reflectance × 10000 + 1000 (Sentinel-2 since 2022)</source>
            <translation>Reflectancia × 10000 + 1000 (Sentinel-2 desde 2022)</translation>
        </message>
        <message>
            <source>Landsat Collection 2 numbers</source>
            <translation>Números de Landsat Collection 2</translation>
        </message>
        <message>
            <source>Landsat Collection 2 level 1 numbers</source>
            <translation>Números de Landsat Collection 2 nivel 1</translation>
        </message>
        <message>
            <source>8-bit picture</source>
            <translation>Imagen de 8 bits</translation>
        </message>
        <message>
            <source>Decibels</source>
            <translation>Decibelios</translation>
        </message>
        <message>
            <source>Decibels × 10</source>
            <translation>Decibelios × 10</translation>
        </message>
        <message>
            <source>Decibels × 100</source>
            <translation>Decibelios × 100</translation>
        </message>
        <message>
            <source>Linear power</source>
            <translation>Potencia lineal</translation>
        </message>
        <message>
            <source>Amplitude</source>
            <translation>Amplitud</translation>
        </message>
        <message>
            <source>8-bit picture of amplitude</source>
            <translation>Imagen de 8 bits de amplitud</translation>
        </message>
        <message>
            <source>8-bit picture of decibels</source>
            <translation>Imagen de 8 bits de decibelios</translation>
        </message>
        <message>
            <source>Kelvin</source>
            <translation>Kelvin</translation>
        </message>
        <message>
            <source>Degrees Celsius</source>
            <translation>Grados Celsius</translation>
        </message>
        <message>
            <source>Landsat Collection 2 temperature</source>
            <translation>Temperatura de Landsat Collection 2</translation>
        </message>
        <message>
            <source>Scale and offset of the file</source>
            <translation>Escala y desplazamiento del archivo</translation>
        </message>
        <message>
            <source>Fast (1 step, smooth)</source>
            <translation>Rápido (1 paso, suave)</translation>
        </message>
        <message>
            <source>Balanced (4 steps)</source>
            <translation>Equilibrado (4 pasos)</translation>
        </message>
        <message>
            <source>Detailed (10 steps)</source>
            <translation>Detallado (10 pasos)</translation>
        </message>
        <message>
            <source>As in the paper (250 steps)</source>
            <translation>Como en el artículo (250 pasos)</translation>
        </message>
        <message>
            <source>fast</source>
            <translation>rápido</translation>
        </message>
        <message>
            <source>balanced</source>
            <translation>equilibrado</translation>
        </message>
        <message>
            <source>detailed</source>
            <translation>detallado</translation>
        </message>
        <message>
            <source>as in the paper</source>
            <translation>como en el artículo</translation>
        </message>
        <message>
            <source>Surface (level 2A)</source>
            <translation>Superficie (nivel 2A)</translation>
        </message>
        <message>
            <source>Top of the atmosphere (level 1C)</source>
            <translation>Techo de la atmósfera (nivel 1C)</translation>
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
            <translation>A través de {}</translation>
        </message>
        <message>
            <source>Direct</source>
            <translation>Directa</translation>
        </message>
        <message>
            <source>Training</source>
            <translation>Entrenamiento</translation>
        </message>
        <message>
            <source>Processor (smallest download)</source>
            <translation>Procesador (la descarga más pequeña)</translation>
        </message>
        <message>
            <source>Graphics card</source>
            <translation>Tarjeta gráfica</translation>
        </message>
        <message>
            <source>With training</source>
            <translation>Con entrenamiento</translation>
        </message>
        <message>
            <source>Show the Any2Any panel</source>
            <translation>Mostrar el panel de Any2Any</translation>
        </message>
        <message>
            <source>Any2Any is ready: open its panel.</source>
            <translation>Any2Any está listo: abra su panel.</translation>
        </message>
        <message>
            <source>Any2Any is installed: open its panel to set it up.</source>
            <translation>Any2Any se ha añadido a QGIS: abra su panel para instalarlo.</translation>
        </message>
        <message>
            <source>Open the panel</source>
            <translation>Abrir el panel</translation>
        </message>
        <message>
            <source>Parameters</source>
            <translation>Parámetros</translation>
        </message>
        <message>
            <source>Outputs</source>
            <translation>Salidas</translation>
        </message>
        <message>
            <source>optional</source>
            <translation>opcional</translation>
        </message>
        <message>
            <source>The bundled model is missing: {} Reinstall the plugin.</source>
            <translation>Falta el modelo incluido: {} Reinstale el complemento.</translation>
        </message>
        <message>
            <source>Translation</source>
            <translation>Traducción</translation>
        </message>
        <message>
            <source>Compare with a real image</source>
            <translation>Comparar con una imagen real</translation>
        </message>
        <message>
            <source>Scores a translated image against a real one of the same place: error, bias and correlation of each band, a map of the errors and a page with pictures. The real image may have another CRS, extent and pixel size; it is resampled to the result's grid.</source>
            <translation>Evalúa una imagen traducida frente a una real del mismo lugar: error, sesgo y correlación de cada banda, un mapa de errores y una página con imágenes. La imagen real puede tener otro SRC, otra extensión y otro tamaño de píxel; se lleva a la cuadrícula del resultado.</translation>
        </message>
        <message>
            <source>Page of the report</source>
            <translation>Página del informe</translation>
        </message>
        <message>
            <source>Peak signal-to-noise ratio, dB</source>
            <translation>Relación señal-ruido de pico, dB</translation>
        </message>
        <message>
            <source>Figures as JSON</source>
            <translation>Cifras en JSON</translation>
        </message>
        <message>
            <source>Translated image</source>
            <translation>Imagen traducida</translation>
        </message>
        <message>
            <source>Real image</source>
            <translation>Imagen real</translation>
        </message>
        <message>
            <source>Bands of the real image</source>
            <translation>Bandas de la imagen real</translation>
        </message>
        <message>
            <source>A result of Any2Any, or another raster if the modality is chosen.</source>
            <translation>Un resultado de Any2Any, u otro ráster si se elige la modalidad.</translation>
        </message>
        <message>
            <source>An image of the same modality that a sensor took of the same place.</source>
            <translation>Una imagen de la misma modalidad que un sensor tomó del mismo lugar.</translation>
        </message>
        <message>
            <source>Modality of both</source>
            <translation>Modalidad de ambas</translation>
        </message>
        <message>
            <source>What both images show; auto reads it from the result's tags.</source>
            <translation>Lo que muestran ambas imágenes; auto toma lo que dicen las etiquetas del resultado.</translation>
        </message>
        <message>
            <source>Radiometry of the real image</source>
            <translation>Radiometría de la imagen real</translation>
        </message>
        <message>
            <source>How the real image stores its values; auto looks at the file and says what it chose.</source>
            <translation>Cómo guarda sus valores la imagen real; auto mira el archivo y dice qué eligió.</translation>
        </message>
        <message>
            <source>In the order of the modality. If empty, they are found by name, or the first are used.</source>
            <translation>En el orden de la modalidad. Si está vacío, se encuentran por el nombre o se usan las primeras.</translation>
        </message>
        <message>
            <source>Map of errors</source>
            <translation>Mapa de errores</translation>
        </message>
        <message>
            <source>Folder for the report</source>
            <translation>Carpeta del informe</translation>
        </message>
        <message>
            <source>Result minus real image for each band, in reflectance or dB.</source>
            <translation>Resultado menos imagen real para cada banda, en reflectancia o dB.</translation>
        </message>
        <message>
            <source>A page with figures and pictures, and the figures as JSON.</source>
            <translation>Una página con cifras e imágenes, y las cifras en JSON.</translation>
        </message>
        <message>
            <source>PSNR {:.2f} dB over {} pixels, {:.0f} % of the result</source>
            <translation>PSNR {:.2f} dB sobre {} píxeles, {:.0f} % del resultado</translation>
        </message>
        <message>
            <source>{}: error {:.4f}, bias {:+.4f}, correlation {:.3f} ({})</source>
            <translation>{}: error {:.4f}, sesgo {:+.4f}, correlación {:.3f} ({})</translation>
        </message>
        <message>
            <source>Export training tiles</source>
            <translation>Exportar teselas de entrenamiento</translation>
        </message>
        <message>
            <source>Makes training data from layers that show the same place in different modalities, for example radar and true colour.

The layers are checked against one another: they need one CRS and one pixel grid, with pixel sizes in whole ratios, and are cut to the ground that they share. Where they do not fit, the message says which one to warp, and to which grid.

The result is a GeoPackage of footprints that points to the rasters. Run the algorithm once for every scene with the same output, then run Fine-tune a model.</source>
            <translation>Crea datos de entrenamiento a partir de capas que muestran el mismo lugar en distintas modalidades, por ejemplo radar y color verdadero.

Las capas se comparan entre sí: necesitan un SRC y una cuadrícula de píxeles comunes, con tamaños de píxel en razones enteras, y se recortan al terreno que comparten. Donde no encajan, el mensaje dice cuál reproyectar y a qué cuadrícula.

El resultado es un GeoPackage de huellas que apunta a los rásteres. Ejecute el algoritmo una vez por escena con la misma salida y después Ajustar un modelo.</translation>
        </message>
        <message>
            <source>Tiles of this scene</source>
            <translation>Teselas de esta escena</translation>
        </message>
        <message>
            <source>Tiles in the index</source>
            <translation>Teselas en el índice</translation>
        </message>
        <message>
            <source>Split</source>
            <translation>Partición</translation>
        </message>
        <message>
            <source>Choose at least two layers of the same place.</source>
            <translation>Elija al menos dos capas del mismo lugar.</translation>
        </message>
        <message>
            <source>Further layers: {!r} is not a raster layer or file; choose another.</source>
            <translation>Otras capas: {!r} no es una capa ráster ni un archivo; elija otra.</translation>
        </message>
        <message>
            <source>Further layers: bands {!r} are not numbers; write them like 1 2 3.</source>
            <translation>Otras capas: las bandas {!r} no son números; escríbalas como 1 2 3.</translation>
        </message>
        <message>
            <source>Scene {scene} of place {place}: {tiles} tiles for {split}, {tiles_in_index} tiles in the index now</source>
            <translation>Escena {scene} del lugar {place}: {tiles} teselas para {split}, {tiles_in_index} teselas en el índice ahora</translation>
        </message>
        <message>
            <source>{} layer</source>
            <translation>Capa {}</translation>
        </message>
        <message>
            <source>A raster of this kind ({}); the model knows it at {:g} m. Give at least two layers of the same place: one CRS, one pixel grid, pixel sizes in whole ratios.</source>
            <translation>Un ráster de este tipo ({}); el modelo lo conoce a {:g} m. Dé al menos dos capas del mismo lugar: un SRC, una cuadrícula de píxeles, tamaños de píxel en razones enteras.</translation>
        </message>
        <message>
            <source>Scene name</source>
            <translation>Nombre de la escena</translation>
        </message>
        <message>
            <source>Name of this scene in the index. If empty, the name of the first layer is used.</source>
            <translation>Cómo llamar a esta escena en el índice; sin nombre, el de la primera capa.</translation>
        </message>
        <message>
            <source>Place</source>
            <translation>Lugar</translation>
        </message>
        <message>
            <source>Scenes of one place share a split. If empty, the place of an overlapping scene in the index is used; without one, the scene is a new place.</source>
            <translation>Las escenas de un lugar comparten partición. Sin lugar, lo da una escena del índice que se solape con esta; si no, la escena es un lugar propio.</translation>
        </message>
        <message>
            <source>Train: used to learn. Validation: used to watch the training. Test: kept for the final score. Auto: the split of the place; new places are shared out by about 80, 10 and 10 %, the first ones to train.</source>
            <translation>Entrenamiento: para aprender. Validación: para vigilar el entrenamiento. Prueba: reservada para el juicio final. Auto: la partición del lugar, y para lugares nuevos un 80, 10 y 10 %, los primeros para entrenar.</translation>
        </message>
        <message>
            <source>Licence of the images</source>
            <translation>Licencia de las imágenes</translation>
        </message>
        <message>
            <source>For example CC-BY-4.0. Every model that is trained on these tiles records it.</source>
            <translation>Como en CC-BY-4.0. Figura en el registro de cada modelo entrenado con ellas.</translation>
        </message>
        <message>
            <source>Extent</source>
            <translation>Extensión</translation>
        </message>
        <message>
            <source>The area to use. If empty, the area that all layers share.</source>
            <translation>La parte a usar; sin ella, todo lo que comparten las capas.</translation>
        </message>
        <message>
            <source>{} bands</source>
            <translation>Bandas de {}</translation>
        </message>
        <message>
            <source>{} radiometry</source>
            <translation>Radiometría de {}</translation>
        </message>
        <message>
            <source>The layer's bands in the order {}. If empty, they are found by name.</source>
            <translation>Las bandas de la capa en el orden {}. Sin elección se encuentran por el nombre.</translation>
        </message>
        <message>
            <source>How the layer stores its values. Auto looks at the file and says what it chose; the names are those of the algorithm Translate image modality.</source>
            <translation>Cómo guarda la capa sus valores. Auto mira el archivo y dice qué eligió; los nombres son los del algoritmo Traducir la modalidad de una imagen.</translation>
        </message>
        <message>
            <source>Model folder</source>
            <translation>Carpeta del modelo</translation>
        </message>
        <message>
            <source>Modality</source>
            <translation>Modalidad</translation>
        </message>
        <message>
            <source>Raster</source>
            <translation>Ráster</translation>
        </message>
        <message>
            <source>Radiometry</source>
            <translation>Radiometría</translation>
        </message>
        <message>
            <source>Further layers</source>
            <translation>Otras capas</translation>
        </message>
        <message>
            <source>The model to train; it defines the modalities. If empty, the bundled model.</source>
            <translation>El modelo a entrenar, si no es el incluido: dice qué modalidades hay.</translation>
        </message>
        <message>
            <source>Layers of modalities that the bundled model lacks: the modality's name in the model, a layer or a file, band numbers separated by spaces, and a radiometry; the last two may stay empty.</source>
            <translation>Capas de modalidades que no tiene el modelo incluido: el nombre de la modalidad en el modelo, una capa o un archivo, números de banda separados por espacios y una radiometría; los dos últimos pueden quedar vacíos.</translation>
        </message>
        <message>
            <source>Add to an existing index</source>
            <translation>Añadir a un índice existente</translation>
        </message>
        <message>
            <source>Keeps the scenes that are already in the file, so that you can export one scene after another. A scene with the same name and files is replaced. If off, the file is overwritten.</source>
            <translation>Conserva las escenas que ya tiene el archivo, para exportar escenas una tras otra. Una escena con el mismo nombre y archivos se reemplaza. Sin ello el archivo se escribe de nuevo.</translation>
        </message>
        <message>
            <source>Index of training tiles</source>
            <translation>Índice de teselas de entrenamiento</translation>
        </message>
        <message>
            <source>A GeoPackage with the footprints of the tiles. It refers to the rasters and does not copy their pixels: do not move them.</source>
            <translation>Un GeoPackage con las huellas de las teselas. Apunta a los rásteres y no copia píxeles: déjelos donde están.</translation>
        </message>
        <message>
            <source>Checking the input</source>
            <translation>Comprobando la entrada</translation>
        </message>
        <message>
            <source>Loading the model</source>
            <translation>Cargando el modelo</translation>
        </message>
        <message>
            <source>Encoding</source>
            <translation>Codificando</translation>
        </message>
        <message>
            <source>Translating</source>
            <translation>Traduciendo</translation>
        </message>
        <message>
            <source>Decoding</source>
            <translation>Decodificando</translation>
        </message>
        <message>
            <source>Writing the file</source>
            <translation>Escribiendo el archivo</translation>
        </message>
        <message>
            <source>Finished</source>
            <translation>Terminado</translation>
        </message>
        <message>
            <source>Comparing</source>
            <translation>Comparando</translation>
        </message>
        <message>
            <source>Exporting the layer</source>
            <translation>Exportando la capa</translation>
        </message>
        <message>
            <source>Fill cloud gaps</source>
            <translation>Rellenar huecos de nubes</translation>
        </message>
        <message>
            <source>Fills the holes of an image from radar or another source, and from an older image where there is one. The fill is calibrated on the clear part of the image. Measured pixels are copied bit for bit, and a second raster says which pixels are synthetic.</source>
            <translation>Rellena los huecos de una imagen a partir de radar u otra fuente, y de una imagen más antigua si la hay. El relleno se calibra con la parte despejada de la imagen. Los píxeles medidos se copian bit a bit, y un segundo ráster indica qué píxeles son sintéticos.</translation>
        </message>
        <message>
            <source>Synthetic pixels</source>
            <translation>Píxeles sintéticos</translation>
        </message>
        <message>
            <source>Pixels of holes that no source shows</source>
            <translation>Píxeles de huecos que ninguna fuente muestra</translation>
        </message>
        <message>
            <source>Source</source>
            <translation>Fuente</translation>
        </message>
        <message>
            <source>Second source</source>
            <translation>Segunda fuente</translation>
        </message>
        <message>
            <source>All its bands are filled; type and units stay the same.</source>
            <translation>Se rellenan todas sus bandas; el tipo y las unidades no cambian.</translation>
        </message>
        <message>
            <source>What shows the ground under the holes, such as radar of the same week.</source>
            <translation>Lo que muestra el suelo bajo los huecos, como un radar de la misma semana.</translation>
        </message>
        <message>
            <source>What the source shows.</source>
            <translation>Lo que muestra la fuente.</translation>
        </message>
        <message>
            <source>Another source, such as radar of the older image's date.</source>
            <translation>Otra fuente, como radar de la fecha de la imagen anterior.</translation>
        </message>
        <message>
            <source>Modality of the second source</source>
            <translation>Modalidad de la segunda fuente</translation>
        </message>
        <message>
            <source>What the second source shows.</source>
            <translation>Lo que muestra la segunda fuente.</translation>
        </message>
        <message>
            <source>An image of the same kind from another date, without clouds. Its levels are adapted.</source>
            <translation>El mismo tipo de imagen en otra fecha sin nubes. Sus niveles se adaptan.</translation>
        </message>
        <message>
            <source>Modality of the image</source>
            <translation>Modalidad de la imagen</translation>
        </message>
        <message>
            <source>What the image shows; auto decides by the names and the number of its bands.</source>
            <translation>Lo que muestra la imagen; auto se guía por los nombres y el número de sus bandas.</translation>
        </message>
        <message>
            <source>Radiometry of the image</source>
            <translation>Radiometría de la imagen</translation>
        </message>
        <message>
            <source>How the image stores its values; auto looks at the file and says what it chose.</source>
            <translation>Cómo guarda la imagen sus valores; auto examina el archivo y dice qué eligió.</translation>
        </message>
        <message>
            <source>Band of the holes</source>
            <translation>Banda de los huecos</translation>
        </message>
        <message>
            <source>Classes that are holes</source>
            <translation>Clases que son huecos</translation>
        </message>
        <message>
            <source>A raster that is not 0 in holes, a raster of classes, or polygons. If empty, the image's nodata.</source>
            <translation>Un ráster distinto de 0 en los huecos, un ráster de clases o polígonos. Si está vacío, el nodata de la imagen.</translation>
        </message>
        <message>
            <source>Band of the raster of holes or classes.</source>
            <translation>Banda del ráster de huecos o clases.</translation>
        </message>
        <message>
            <source>Such as 3,8,9,10 for Sentinel-2's scene classification. If empty, all values but 0.</source>
            <translation>Por ejemplo 3,8,9,10 para la clasificación de escena de Sentinel-2. Si está vacío, todos los valores menos 0.</translation>
        </message>
        <message>
            <source>Filled image</source>
            <translation>Imagen rellenada</translation>
        </message>
        <message>
            <source>Map of synthetic pixels</source>
            <translation>Mapa de píxeles sintéticos</translation>
        </message>
        <message>
            <source>Outline of the filled parts</source>
            <translation>Contorno de las partes rellenadas</translation>
        </message>
        <message>
            <source>The image without its holes.</source>
            <translation>La imagen sin sus huecos.</translation>
        </message>
        <message>
            <source>0 is measured, 1 is synthetic, 2 is a hole that no source shows.</source>
            <translation>0 es medido, 1 es sintético, 2 es un hueco que ninguna fuente muestra.</translation>
        </message>
        <message>
            <source>Polygons around the synthetic pixels and around holes that no source shows.</source>
            <translation>Polígonos alrededor de los píxeles sintéticos y de los huecos que ninguna fuente muestra.</translation>
        </message>
        <message>
            <source>The classes {!r} are not whole numbers: write them like 3,8,9,10.</source>
            <translation>Las clases {!r} no son números enteros: escríbalas como 3,8,9,10.</translation>
        </message>
        <message>
            <source>{} pixels are synthetic, calibrated on {} clear pixels</source>
            <translation>{} píxeles son sintéticos, calibrados con {} píxeles despejados</translation>
        </message>
        <message>
            <source>The polygons of {} cannot be written: {}</source>
            <translation>Los polígonos de {} no se pueden escribir: {}</translation>
        </message>
        <message>
            <source>Fine-tune a model</source>
            <translation>Ajustar un modelo</translation>
        </message>
        <message>
            <source>Trains a copy of a model further on tiles that Export training tiles collected, so that it suits a region, a season or a sensor better.

It runs in the worker's Python, which needs accelerate and pyyaml for this, on its graphics card if there is one; on a processor, count on seconds a step. Cancel keeps what was trained: run it again with the same parameters to go on.

The result is a model folder for the parameter Model folder of Translate image modality. The log says how far off its translations of held-out tiles were before and after.</source>
            <translation>Sigue entrenando una copia de un modelo con las teselas reunidas por Exportar teselas de entrenamiento, para que se adapte mejor a una región, una estación o un sensor.

Se ejecuta en el Python del proceso de cálculo, que para esto necesita accelerate y pyyaml, en su tarjeta gráfica si la hay; en un procesador, cuente con segundos por paso. Cancelar conserva lo entrenado: ejecútelo otra vez con los mismos parámetros para continuar.

El resultado es una carpeta de modelo para el parámetro Carpeta del modelo de Traducir la modalidad de una imagen. El registro dice cuánto erraba en teselas reservadas antes y después.</translation>
        </message>
        <message>
            <source>Loss before</source>
            <translation>Pérdida antes</translation>
        </message>
        <message>
            <source>Loss after</source>
            <translation>Pérdida después</translation>
        </message>
        <message>
            <source>{!r} is not a direction: write two modalities like sar-&gt;rgb.</source>
            <translation>{!r} no es una dirección: escriba dos modalidades como sar-&gt;rgb.</translation>
        </message>
        <message>
            <source>The footprints that Export training tiles wrote, as a layer or as a file.</source>
            <translation>Las huellas que escribió Exportar teselas de entrenamiento, como capa o como archivo.</translation>
        </message>
        <message>
            <source>Base model</source>
            <translation>Modelo base</translation>
        </message>
        <message>
            <source>Folder of the model to start from. If empty, the bundled model. The folder is not changed.</source>
            <translation>Carpeta del modelo de partida; sin ella, el modelo incluido. No se modifica.</translation>
        </message>
        <message>
            <source>Directions</source>
            <translation>Direcciones</translation>
        </message>
        <message>
            <source>Directions to train, such as sar-&gt;rgb, rgb-&gt;sar. If empty, all directions of the training tiles. Other directions may get worse, so name all that you need.</source>
            <translation>Qué entrenar, como sar-&gt;rgb, rgb-&gt;sar. Sin ninguna, todas las direcciones que hay en las teselas; las demás pueden empeorar, así que nombre las que necesita.</translation>
        </message>
        <message>
            <source>Learning rate</source>
            <translation>Tasa de aprendizaje</translation>
        </message>
        <message>
            <source>Seed</source>
            <translation>Semilla</translation>
        </message>
        <message>
            <source>Number of weight updates. A few hundred adapt a model to a few scenes.</source>
            <translation>Cuántas veces se cambian los pesos. Unos cientos adaptan un modelo a unas pocas escenas.</translation>
        </message>
        <message>
            <source>Size of each weight update: halve it if the loss rises.</source>
            <translation>Cuánto se cambian cada vez: divídalo por dos si la pérdida sube.</translation>
        </message>
        <message>
            <source>Windows per step</source>
            <translation>Ventanas por paso</translation>
        </message>
        <message>
            <source>Larger batches make the training steadier, and need more memory and time in proportion.</source>
            <translation>Más dan un entrenamiento más estable y necesitan más memoria y tiempo en la misma medida.</translation>
        </message>
        <message>
            <source>The same seed gives the same training.</source>
            <translation>La misma semilla da el mismo entrenamiento.</translation>
        </message>
        <message>
            <source>New model</source>
            <translation>Modelo nuevo</translation>
        </message>
        <message>
            <source>An empty or new folder for the model. A temporary folder is deleted when QGIS is closed.</source>
            <translation>Una carpeta vacía o nueva para el modelo. Una temporal desaparece al cerrar QGIS.</translation>
        </message>
        <message>
            <source>{name}: loss on {loss_split} tiles {loss_before:.4f} before, {loss_after:.4f} after {steps} steps</source>
            <translation>{name}: pérdida en teselas {loss_split} {loss_before:.4f} antes, {loss_after:.4f} después de {steps} pasos</translation>
        </message>
        <message>
            <source>{path} holds metadata that cannot be read ({reason}): copy or download the file again.</source>
            <translation>{path} contiene metadatos que no se pueden leer ({reason}): copie o descargue de nuevo el archivo.</translation>
        </message>
        <message>
            <source>{path} takes pixels from the address {address}, which is not fetched: download that file and name the copy in its place.</source>
            <translation>{path} toma píxeles de la dirección {address}, que no se descarga: descargue ese archivo e indique la copia en su lugar.</translation>
        </message>
        <message>
            <source>{path} has a name that is not UTF-8: rename the file or its folder.</source>
            <translation>El nombre de {path} no es UTF-8: cambie el nombre del archivo o de su carpeta.</translation>
        </message>
        <message>
            <source>{path} holds several images: choose one of them ({parts}).</source>
            <translation>{path} contiene varias imágenes: elija una de ellas ({parts}).</translation>
        </message>
        <message>
            <source>{path} has no single variable {variable}: it has {known}.</source>
            <translation>{path} no tiene una única variable {variable}: tiene {known}.</translation>
        </message>
        <message>
            <source>{count} bands were chosen, {title} needs {need}: choose {names}, in this order.</source>
            <translation>Se eligieron {count} bandas y {title} necesita {need}: elija {names}, en este orden.</translation>
        </message>
        <message>
            <source>Band {band} does not exist: {path} has bands 1 to {count}.</source>
            <translation>La banda {band} no existe: {path} tiene las bandas 1 a {count}.</translation>
        </message>
        <message>
            <source>{path} cannot be read ({reason}): copy or download the file again.</source>
            <translation>No se puede leer {path} ({reason}): copie o descargue de nuevo el archivo.</translation>
        </message>
        <message>
            <source>The geotransform of {path} places its pixels nowhere on a map: georeference it again.</source>
            <translation>La geotransformación de {path} no sitúa sus píxeles en ningún lugar del mapa: georreferéncielo de nuevo.</translation>
        </message>
        <message>
            <source>The raster joins Sentinel-2 products of the baselines {first} and {last}, whose numbers differ by 1,000: translate them one by one.</source>
            <translation>El ráster une productos Sentinel-2 de las versiones {first} y {last}, cuyos valores difieren en 1000: tradúzcalos uno por uno.</translation>
        </message>
        <message>
            <source>The raster seems to hold elevation, phase or another measure, not an image: choose another file, or choose the units if it is an image.</source>
            <translation>El ráster parece contener elevación, fase u otra medida y no una imagen: elija otro archivo, o las unidades si es una imagen.</translation>
        </message>
        <message>
            <source>Values near {value} do not fit {title} in any usual units: choose the units, or convert the file.</source>
            <translation>Los valores cercanos a {value} no corresponden a {title} en ninguna unidad habitual: elija las unidades o convierta el archivo.</translation>
        </message>
        <message>
            <source>The units “{units}” do not fit {title}: choose others.</source>
            <translation>Las unidades «{units}» no corresponden a {title}: elija otras.</translation>
        </message>
        <message>
            <source>The file has no scale and offset: choose other units.</source>
            <translation>El archivo no tiene escala ni desplazamiento: elija otras unidades.</translation>
        </message>
        <message>
            <source>The file's scale {scale} and offset {offset} make all values the same: choose the units.</source>
            <translation>La escala {scale} y el desplazamiento {offset} del archivo igualan todos los valores: elija las unidades.</translation>
        </message>
        <message>
            <source>With the file's scale and offset the values are not dB: convert the file to dB.</source>
            <translation>Con la escala y el desplazamiento del archivo los valores no son dB: convierta el archivo a dB.</translation>
        </message>
        <message>
            <source>{sensor} products hold uncalibrated numbers: convert the file to reflectance, or choose the units.</source>
            <translation>Los productos {sensor} contienen valores sin calibrar: convierta el archivo a reflectancia o elija las unidades.</translation>
        </message>
        <message>
            <source>No haze is known for the bands {bands}: use surface reflectance.</source>
            <translation>No se conoce la bruma de las bandas {bands}: use reflectancia de superficie.</translation>
        </message>
        <message>
            <source>The model {model} does not say that its {title} is surface reflectance: leave the option out.</source>
            <translation>El modelo {model} no indica que {title} sea reflectancia de superficie: no use esta opción.</translation>
        </message>
        <message>
            <source>The area has no pixel of the raster: choose another area.</source>
            <translation>El área no tiene ningún píxel del ráster: elija otra área.</translation>
        </message>
        <message>
            <source>{via} is the source or the target: choose another modality in between.</source>
            <translation>{via} es el origen o el destino: elija otra modalidad intermedia.</translation>
        </message>
        <message>
            <source>The model {model} does not know {name}: choose one of {known}.</source>
            <translation>El modelo {model} no conoce {name}: elija entre {known}.</translation>
        </message>
        <message>
            <source>Source and target are both {source}: choose two different modalities.</source>
            <translation>El origen y el destino son ambos {source}: elija dos modalidades distintas.</translation>
        </message>
        <message>
            <source>{path} exists already: choose another name, or allow it to be overwritten.</source>
            <translation>{path} ya existe: elija otro nombre o permita sobrescribirlo.</translation>
        </message>
        <message>
            <source>{path} was not made by Any2Any and is in the way: move it or choose another name.</source>
            <translation>{path} no fue creado por Any2Any y estorba: muévalo o elija otro nombre.</translation>
        </message>
        <message>
            <source>{path} holds an unfinished job with other settings: finish that job, delete the folder, or overwrite it.</source>
            <translation>{path} contiene un trabajo sin terminar con otros ajustes: termínelo, borre la carpeta o sobrescríbalo.</translation>
        </message>
        <message>
            <source>{path} is damaged ({reason}): delete its folder and start again.</source>
            <translation>{path} está dañado ({reason}): borre su carpeta y empiece de nuevo.</translation>
        </message>
        <message>
            <source>Both outputs are {path}: choose two names.</source>
            <translation>Las dos salidas son {path}: elija dos nombres.</translation>
        </message>
        <message>
            <source>{path} is not a local file: choose one, and copy it afterwards.</source>
            <translation>{path} no es un archivo local: elija uno y cópielo después.</translation>
        </message>
        <message>
            <source>{path} is a folder: choose the name of a file in it.</source>
            <translation>{path} es una carpeta: elija el nombre de un archivo dentro de ella.</translation>
        </message>
        <message>
            <source>The output's name has {size} bytes: choose one of at most {most}.</source>
            <translation>El nombre de la salida tiene {size} bytes: elija uno de {most} como máximo.</translation>
        </message>
        <message>
            <source>{path} cannot be written ({reason}): choose another folder.</source>
            <translation>No se puede escribir {path} ({reason}): elija otra carpeta.</translation>
        </message>
        <message>
            <source>{count} finished parts in {path} were damaged and removed: run the job again, and check the disk.</source>
            <translation>{count} partes terminadas en {path} estaban dañadas y se eliminaron: ejecute el trabajo de nuevo y revise el disco.</translation>
        </message>
        <message>
            <source>Another job took {path} over: run the job again, all work is kept.</source>
            <translation>Otro trabajo se hizo cargo de {path}: ejecute el trabajo de nuevo, todo lo hecho se conserva.</translation>
        </message>
        <message>
            <source>{path} is being worked on by {holder}: wait for that job or stop it.</source>
            <translation>En {path} está trabajando {holder}: espere a ese trabajo o deténgalo.</translation>
        </message>
        <message>
            <source>{path} and {beside} differ in shape and are not both georeferenced: give both a coordinate system.</source>
            <translation>{path} y {beside} tienen tamaños distintos y no están ambos georreferenciados: dé a ambos un sistema de coordenadas.</translation>
        </message>
        <message>
            <source>{path} lies elsewhere: it does not overlap {beside}.</source>
            <translation>{path} está en otro lugar: no se superpone con {beside}.</translation>
        </message>
        <message>
            <source>{path} cannot be converted to the raster's coordinate system ({reason}).</source>
            <translation>{path} no se puede convertir al sistema de coordenadas del ráster ({reason}).</translation>
        </message>
        <message>
            <source>No pixel near the holes is clear, so some bands cannot be filled ({bands}): choose a mask that leaves clear pixels.</source>
            <translation>Ningún píxel cerca de los huecos está despejado, por lo que algunas bandas no se pueden rellenar ({bands}): elija una máscara que deje píxeles despejados.</translation>
        </message>
        <message>
            <source>{path} is not an image of {title}: {reason}</source>
            <translation>{path} no es una imagen de {title}: {reason}</translation>
        </message>
        <message>
            <source>The modality of {path} is unknown: choose it.</source>
            <translation>La modalidad de {path} es desconocida: elíjala.</translation>
        </message>
        <message>
            <source>No image shows the ground under the holes: add a source or a reference.</source>
            <translation>Ninguna imagen muestra el suelo bajo los huecos: añada un origen o una referencia.</translation>
        </message>
        <message>
            <source>Cancelled: run the same fill again to continue it.</source>
            <translation>Cancelado: ejecute el mismo relleno de nuevo para continuarlo.</translation>
        </message>
        <message>
            <source>No source has data for {count} pixels of the holes: they stay unchanged.</source>
            <translation>Ninguna fuente tiene datos de {count} píxeles de los huecos: quedan sin cambios.</translation>
        </message>
        <message>
            <source>The mask has no hole within the raster: the result is a copy.</source>
            <translation>La máscara no tiene ningún hueco dentro del ráster: el resultado es una copia.</translation>
        </message>
        <message>
            <source>The mask covers every pixel: nothing is left to calibrate on, so the result is a translation.</source>
            <translation>La máscara cubre todos los píxeles: no queda nada con qué calibrar, así que el resultado es una traducción.</translation>
        </message>
        <message>
            <source>{name} is shifted by {distance} pixels against {beside} ({rows} rows, {columns} columns): details will be blurred. Coregister it first.</source>
            <translation>{name} está desplazado {distance} píxeles respecto a {beside} ({rows} filas, {columns} columnas): los detalles quedarán borrosos. Corregístrelo primero.</translation>
        </message>
        <message>
            <source>{path} has bands of several data types ({kinds}): convert it to one first.</source>
            <translation>{path} tiene bandas de varios tipos de datos ({kinds}): conviértalo antes a uno solo.</translation>
        </message>
        <message>
            <source>{path} contains complex values: convert it to power first.</source>
            <translation>{path} contiene valores complejos: conviértalo antes a potencia.</translation>
        </message>
        <message>
            <source>The reference {path} has {count} bands, but {title} needs {need}: choose an image of the same kind.</source>
            <translation>La referencia {path} tiene {count} bandas, pero {title} necesita {need}: elija una imagen del mismo tipo.</translation>
        </message>
        <message>
            <source>The mask {path} contains no polygons: choose a polygon layer or a raster.</source>
            <translation>La máscara {path} no contiene ningún polígono: elija una capa de polígonos o un ráster.</translation>
        </message>
        <message>
            <source>The mask {path} cannot be read ({reason}): check the file.</source>
            <translation>No se puede leer la máscara {path} ({reason}): revise el archivo.</translation>
        </message>
        <message>
            <source>Mask values are only for rasters of classes: omit them.</source>
            <translation>Los valores de máscara son solo para rásteres de clases: omítalos.</translation>
        </message>
        <message>
            <source>The raster is not georeferenced, so the polygons of {path} cannot be placed on it: choose a raster as the mask.</source>
            <translation>El ráster no está georreferenciado, así que los polígonos de {path} no se pueden situar: elija un ráster como máscara.</translation>
        </message>
        <message>
            <source>{path} was not made by Any2Any: choose the modality of both images.</source>
            <translation>{path} no fue creado por Any2Any: elija la modalidad de ambas imágenes.</translation>
        </message>
        <message>
            <source>{result} and {truth} have no valid pixel in common: choose one place.</source>
            <translation>{result} y {truth} no tienen ningún píxel válido en común: elija un mismo lugar.</translation>
        </message>
        <message>
            <source>The folder {path} cannot be read ({reason}): choose another one.</source>
            <translation>No se puede leer la carpeta {path} ({reason}): elija otra.</translation>
        </message>
        <message>
            <source>{path} is not an earlier report: choose a new or an empty folder.</source>
            <translation>{path} no es un informe anterior: elija una carpeta nueva o vacía.</translation>
        </message>
        <message>
            <source>{path} is a file: choose a folder for the report.</source>
            <translation>{path} es un archivo: elija una carpeta para el informe.</translation>
        </message>
        <message>
            <source>{path} cannot be made in {parent}: choose another folder or change its permissions.</source>
            <translation>No se puede crear {path} en {parent}: elija otra carpeta o cambie sus permisos.</translation>
        </message>
        <message>
            <source>{path} and {other} differ in shape and one has no CRS: give both one, or cut them to the same pixels.</source>
            <translation>{path} y {other} tienen tamaños distintos y uno no tiene SRC: dé uno a ambos o recórtelos a los mismos píxeles.</translation>
        </message>
        <message>
            <source>{first} ({extent}) and {other} ({other_extent}) lie apart: choose layers of the same place.</source>
            <translation>{first} ({extent}) y {other} ({other_extent}) están separados: elija capas del mismo lugar.</translation>
        </message>
        <message>
            <source>{name} does not fit the grid of the others: warp it first, to square pixels.</source>
            <translation>{name} no encaja en la cuadrícula de las demás: reproyéctelo antes, con píxeles cuadrados.</translation>
        </message>
        <message>
            <source>{name} has the CRS {other_crs}, {reference} has {crs}: warp {name} to {crs} first.</source>
            <translation>{name} tiene el SRC {other_crs}, {reference} tiene {crs}: transforme primero {name} a {crs}.</translation>
        </message>
        <message>
            <source>{name} has pixels of {pixel} and {reference} of {other_pixel}: warp {name} to pixels of {wanted} first.</source>
            <translation>{name} tiene píxeles de {pixel} y {reference} de {other_pixel}: transforme primero {name} a píxeles de {wanted}.</translation>
        </message>
        <message>
            <source>{name} lies {off_px} pixels beside the grid of {reference}: warp {name} onto that grid first.</source>
            <translation>{name} está desplazado {off_px} píxeles respecto a la cuadrícula de {reference}: transforme primero {name} a esa cuadrícula.</translation>
        </message>
        <message>
            <source>{path} is not calibrated ({reason}): calibrate it to dB first.</source>
            <translation>{path} no está calibrado ({reason}): calíbrelo antes en dB.</translation>
        </message>
        <message>
            <source>Choose at least two layers, each of another modality.</source>
            <translation>Elija al menos dos capas, cada una de otra modalidad.</translation>
        </message>
        <message>
            <source>{path} has no CRS: leave the extent empty.</source>
            <translation>{path} no tiene SRC: deje vacía la extensión.</translation>
        </message>
        <message>
            <source>The layers or the extent are too small for training: choose at least {size} CRS units each way.</source>
            <translation>Las capas o la extensión son demasiado pequeñas para entrenar: elija al menos {size} unidades del SRC en cada sentido.</translation>
        </message>
        <message>
            <source>{path} is being edited: save the edits and close the layer first.</source>
            <translation>{path} se está editando: guarde los cambios y cierre antes la capa.</translation>
        </message>
        <message>
            <source>{path} was made for another model: choose that model, or export tiles to another file.</source>
            <translation>{path} se hizo para otro modelo: elija ese modelo o exporte las teselas a otro archivo.</translation>
        </message>
        <message>
            <source>The index holds another scene {scene}: choose another scene name.</source>
            <translation>El índice ya contiene otra escena {scene}: elija otro nombre de escena.</translation>
        </message>
        <message>
            <source>No tile of the scene {scene} is valid in all layers: choose layers that overlap where they have data.</source>
            <translation>Ninguna tesela de la escena {scene} es válida en todas las capas: elija capas cuyos datos se superpongan.</translation>
        </message>
        <message>
            <source>{path} is not a plain raster file: export it to a GeoTIFF first.</source>
            <translation>{path} no es un archivo ráster simple: expórtelo antes a un GeoTIFF.</translation>
        </message>
        <message>
            <source>The scene has no name: give it one that people will recognise.</source>
            <translation>La escena no tiene nombre: dele uno que se reconozca.</translation>
        </message>
        <message>
            <source>The licence has no name: give it one that people will recognise.</source>
            <translation>La licencia no tiene nombre: indique uno que se reconozca.</translation>
        </message>
        <message>
            <source>{title} pixels of {size} m are far from the {known} m that the model knows: fine-tuning has to bridge that too.</source>
            <translation>Los píxeles de {title} de {size} m están lejos de los {known} m que conoce el modelo: el ajuste fino debe salvar también eso.</translation>
        </message>
        <message>
            <source>{count} of {total} tiles are mostly nodata and are left out.</source>
            <translation>{count} de {total} teselas son en su mayoría nodata y se omiten.</translation>
        </message>
        <message>
            <source>The scene {scene} was in the index: its tiles are replaced.</source>
            <translation>La escena {scene} estaba en el índice: sus teselas se reemplazan.</translation>
        </message>
        <message>
            <source>The scene {scene} is in the split {split} already: choose that or auto.</source>
            <translation>La escena {scene} ya está en la parte {split}: elija esa o auto.</translation>
        </message>
        <message>
            <source>{path} holds other files or another training: choose another folder.</source>
            <translation>{path} contiene otros archivos u otro entrenamiento: elija otra carpeta.</translation>
        </message>
        <message>
            <source>{path} has no tile to train on: export tiles into its train split.</source>
            <translation>{path} no tiene teselas para entrenar: exporte teselas a su parte train.</translation>
        </message>
        <message>
            <source>No training tile of {path} holds {missing}: choose among {listed}, or export more tiles.</source>
            <translation>Ninguna tesela de entrenamiento de {path} contiene {missing}: elija entre {listed} o exporte más teselas.</translation>
        </message>
        <message>
            <source>No tile of {path} has a window of valid pixels to train on: export larger tiles, or an area with data.</source>
            <translation>Ninguna tesela de {path} tiene una ventana de píxeles válidos para entrenar: exporte teselas mayores o un área con datos.</translation>
        </message>
        <message>
            <source>More than {most} of the tiles cannot be read ({reason}): repair the files and export the tiles again.</source>
            <translation>No se puede leer más del {most} de las teselas ({reason}): repare los archivos y exporte las teselas de nuevo.</translation>
        </message>
        <message>
            <source>Tile {number} is skipped: {reason}</source>
            <translation>Se omite la tesela {number}: {reason}</translation>
        </message>
        <message>
            <source>Directions: {directions}</source>
            <translation>Direcciones: {directions}</translation>
        </message>
        <message>
            <source>{directions}: no tile has a window of valid pixels, so it is left out.</source>
            <translation>{directions}: ninguna tesela tiene una ventana de píxeles válidos, así que se omite.</translation>
        </message>
        <message>
            <source>The index has no validation tiles for this: the loss is measured on training tiles.</source>
            <translation>El índice no tiene teselas de validación para esto: la pérdida se mide en teselas de entrenamiento.</translation>
        </message>
        <message>
            <source>Step {step} of {steps}, loss {loss}, {left} left</source>
            <translation>Paso {step} de {steps}, pérdida {loss}, quedan {left}</translation>
        </message>
        <message>
            <source>The training failed at step {step}, because its values grew beyond all limits: choose a lower learning rate and another folder.</source>
            <translation>El entrenamiento falló en el paso {step} porque sus valores crecieron sin límite: elija una tasa de aprendizaje menor y otra carpeta.</translation>
        </message>
        <message>
            <source>{path} cannot be written ({reason}): make room and run the same training again. It continues from its last checkpoint.</source>
            <translation>No se puede escribir {path} ({reason}): libere espacio y ejecute el mismo entrenamiento de nuevo. Continúa desde su último punto de control.</translation>
        </message>
        <message>
            <source>Stopped at step {step} of {steps}: run the same training again to continue there.</source>
            <translation>Detenido en el paso {step} de {steps}: ejecute el mismo entrenamiento de nuevo para continuar ahí.</translation>
        </message>
        <message>
            <source>Cancelled: run the same training again to continue it.</source>
            <translation>Cancelado: ejecute el mismo entrenamiento de nuevo para continuarlo.</translation>
        </message>
        <message>
            <source>The checkpoint {path} is damaged ({reason}): delete it to start over.</source>
            <translation>El punto de control {path} está dañado ({reason}): bórrelo para empezar de nuevo.</translation>
        </message>
        <message>
            <source>The checkpoint {path} is of another model or version: choose another folder, or delete it to start over.</source>
            <translation>El punto de control {path} es de otro modelo o de otra versión: elija otra carpeta o bórrelo para empezar de nuevo.</translation>
        </message>
        <message>
            <source>{path} is not an index of tiles ({reason}): choose one of Export training tiles.</source>
            <translation>{path} no es un índice de teselas ({reason}): elija uno de Exportar teselas de entrenamiento.</translation>
        </message>
        <message>
            <source>The index {path} is of another version: export the tiles again.</source>
            <translation>El índice {path} es de otra versión: exporte las teselas de nuevo.</translation>
        </message>
        <message>
            <source>The index {path} is damaged or gone ({reason}): restore it, or export the tiles again.</source>
            <translation>El índice {path} está dañado o ya no existe ({reason}): restáurelo o exporte las teselas de nuevo.</translation>
        </message>
        <message>
            <source>The index {path} cannot be opened ({reason}): check its permissions.</source>
            <translation>No se puede abrir el índice {path} ({reason}): compruebe sus permisos.</translation>
        </message>
        <message>
            <source>The index {path} does not exist: choose another one, or export the tiles again.</source>
            <translation>El índice {path} no existe: elija otro o exporte las teselas de nuevo.</translation>
        </message>
        <message>
            <source>A part of the plugin is missing at {path}: install the plugin again.</source>
            <translation>Falta una parte del complemento en {path}: instale el complemento de nuevo.</translation>
        </message>
        <message>
            <source>{path} is not a model folder: choose the folder that holds {config}.</source>
            <translation>{path} no es una carpeta de modelo: elija la carpeta que contiene {config}.</translation>
        </message>
        <message>
            <source>The model cannot be used: {path} is damaged or of another version ({reason}).</source>
            <translation>El modelo no se puede usar: {path} está dañado o es de otra versión ({reason}).</translation>
        </message>
        <message>
            <source>The model {model} is incomplete or changed ({path}): copy or download it again.</source>
            <translation>El modelo {model} está incompleto o modificado ({path}): cópielo o descárguelo de nuevo.</translation>
        </message>
        <message>
            <source>The model cannot be run by ONNX Runtime: set up the profile train, or choose another model.</source>
            <translation>ONNX Runtime no puede ejecutar el modelo: instale el perfil train o elija otro modelo.</translation>
        </message>
        <message>
            <source>The model {model} gave values that are not numbers: choose the device cpu or another model.</source>
            <translation>El modelo {model} dio valores que no son números: elija el dispositivo cpu u otro modelo.</translation>
        </message>
        <message>
            <source>{runtime} is missing or too old in the worker's Python: press Repair on the set-up page, or choose another Python.</source>
            <translation>Falta {runtime} o es demasiado antiguo en el Python del motor: pulse Reparar en la página de instalación o elija otro Python.</translation>
        </message>
        <message>
            <source>ONNX Runtime has no {option}: leave it out, or set up the profile train.</source>
            <translation>ONNX Runtime no tiene {option}: quite la opción o instale el perfil train.</translation>
        </message>
        <message>
            <source>“{devices}” are not devices: write auto, cpu, or names such as cuda:0,cuda:1.</source>
            <translation>«{devices}» no son dispositivos: escriba auto, cpu o nombres como cuda:0,cuda:1.</translation>
        </message>
        <message>
            <source>The graphics card {device} has no bfloat16: leave out the precision.</source>
            <translation>La tarjeta gráfica {device} no tiene bfloat16: quite la precisión.</translation>
        </message>
        <message>
            <source>The worker's GDAL reads formats that were never checked ({names}): set up Any2Any again, or choose another Python.</source>
            <translation>El GDAL del worker lee formatos que nunca se comprobaron ({names}): configure Any2Any de nuevo o elija otro Python.</translation>
        </message>
        <message>
            <source>Set up Any2Any</source>
            <translation>Instalar Any2Any</translation>
        </message>
        <message>
            <source>Downloads the Python packages of Any2Any into a folder of their own and tests them on the bundled sample. QGIS and other plugins stay as they are.</source>
            <translation>Descarga los paquetes de Python de Any2Any en una carpeta propia y los prueba con el ejemplo incluido. QGIS y los demás complementos quedan como están.</translation>
        </message>
        <message>
            <source>Profile</source>
            <translation>Perfil</translation>
        </message>
        <message>
            <source>The set of packages to install.</source>
            <translation>El conjunto de paquetes a instalar.</translation>
        </message>
        <message>
            <source>A zip of all packages, for machines without network.</source>
            <translation>Un zip con todos los paquetes, para equipos sin red.</translation>
        </message>
        <message>
            <source>Builds the environment again even if one exists.</source>
            <translation>Construye el entorno de nuevo aunque ya exista.</translation>
        </message>
        <message>
            <source>Python of the environment</source>
            <translation>Python del entorno</translation>
        </message>
        <message>
            <source>Show status</source>
            <translation>Mostrar estado</translation>
        </message>
        <message>
            <source>Reports versions, paths, the model and the worker. It starts no worker and no job.</source>
            <translation>Informa de versiones, rutas, el modelo y el proceso de cálculo. No inicia ningún proceso ni trabajo.</translation>
        </message>
        <message>
            <source>Whether Any2Any can translate</source>
            <translation>Si Any2Any puede traducir</translation>
        </message>
        <message>
            <source>Report</source>
            <translation>Informe</translation>
        </message>
        <message>
            <source>List models</source>
            <translation>Listar modelos</translation>
        </message>
        <message>
            <source>Lists the bundled model and the models in a folder, with their modalities and directions.</source>
            <translation>Lista el modelo incluido y los de una carpeta, con sus modalidades y direcciones.</translation>
        </message>
        <message>
            <source>Folder with models</source>
            <translation>Carpeta con modelos</translation>
        </message>
        <message>
            <source>A folder whose subfolders are models; empty lists the bundled one only.</source>
            <translation>Una carpeta cuyas subcarpetas son modelos; vacía lista solo el incluido.</translation>
        </message>
        <message>
            <source>Models as JSON</source>
            <translation>Modelos en JSON</translation>
        </message>
        <message>
            <source>Translate image modality</source>
            <translation>Traducir la modalidad de una imagen</translation>
        </message>
        <message>
            <source>Translates one kind of satellite image of a place into another with a latent-diffusion model, for rasters of any size.

The result is a synthetic image: it shows a plausible image predicted by the model, not what a sensor measured. Its name, its metadata and its GeoTIFF tags say so.

The pixel size follows the target: RGB, SAR and NIR keep it, PAN halves it, MS doubles it. Reflectance is written as whole numbers of 1/10000, backscatter in dB.</source>
            <translation>Traduce un tipo de imagen de satélite de un lugar a otro con un modelo de difusión latente, para rásteres de cualquier tamaño.

El resultado es una imagen sintética: muestra lo que el modelo considera probable, no lo que midió un sensor. Su nombre, sus metadatos y sus etiquetas GeoTIFF lo dicen.

El tamaño de píxel sigue al destino: RGB, SAR y NIR lo mantienen, PAN lo reduce a la mitad, MS lo duplica. La reflectancia se escribe en números enteros de 1/10000, la retrodispersión en dB.</translation>
        </message>
        <message>
            <source>Source and target are both {}: choose two different modalities.</source>
            <translation>Origen y destino son ambos {}: elija dos modalidades distintas.</translation>
        </message>
        <message>
            <source>A standard deviation needs at least 2 samples, better 8: raise Samples.</source>
            <translation>Una desviación típica necesita al menos 2 muestras, mejor 8: aumente Muestras.</translation>
        </message>
        <message>
            <source>{} to {} with the model {}</source>
            <translation>{} a {} con el modelo {}</translation>
        </message>
        <message>
            <source>The model was not trained on {} to {}: this is a zero-shot translation.</source>
            <translation>El modelo no se entrenó de {} a {}: es una traducción zero-shot.</translation>
        </message>
        <message>
            <source>{width} x {height} pixels in {seconds:.1f} s, {windows} windows ({windows_skipped} empty)</source>
            <translation>{width} x {height} píxeles en {seconds:.1f} s, {windows} ventanas ({windows_skipped} vacías)</translation>
        </message>
        <message>
            <source>, translated through {}</source>
            <translation>, traducida a través de {}</translation>
        </message>
        <message>
            <source>Translate many images</source>
            <translation>Traducir muchas imágenes</translation>
        </message>
        <message>
            <source>Translates layers, or all rasters of a folder, in one direction into a folder. If you run it again, it skips finished results and continues the others. A raster that fails is reported; the others are translated.</source>
            <translation>Traduce capas, o todos los rásteres de una carpeta, en una dirección a una carpeta. Ejecutado de nuevo, salta lo terminado y continúa lo demás. Un ráster que falla se comunica; los demás se traducen.</translation>
        </message>
        <message>
            <source>Folder for the results</source>
            <translation>Carpeta para los resultados</translation>
        </message>
        <message>
            <source>Each result is named after its input and the target.</source>
            <translation>Cada resultado lleva el nombre de su entrada y del destino.</translation>
        </message>
        <message>
            <source>Translated images</source>
            <translation>Imágenes traducidas</translation>
        </message>
        <message>
            <source>Number of rasters that failed</source>
            <translation>Número de rásteres que fallaron</translation>
        </message>
        <message>
            <source>Layers</source>
            <translation>Capas</translation>
        </message>
        <message>
            <source>Folder with rasters</source>
            <translation>Carpeta con rásteres</translation>
        </message>
        <message>
            <source>Raster layers; those that the worker cannot open are exported first.</source>
            <translation>Capas ráster; las que el proceso de trabajo no puede abrir se exportan antes.</translation>
        </message>
        <message>
            <source>All GeoTIFF, JPEG 2000, VRT and IMG files in it are translated.</source>
            <translation>Se traducen todos sus archivos GeoTIFF, JPEG 2000, VRT e IMG.</translation>
        </message>
        <message>
            <source>What the inputs show.</source>
            <translation>Lo que muestran las entradas.</translation>
        </message>
        <message>
            <source>Target modality</source>
            <translation>Modalidad de destino</translation>
        </message>
        <message>
            <source>What to make of them.</source>
            <translation>En qué convertirlas.</translation>
        </message>
        <message>
            <source>Preset</source>
            <translation>Preajuste</translation>
        </message>
        <message>
            <source>Sampling steps: 1, 4, 10 or 250.</source>
            <translation>Pasos de muestreo: 1, 4, 10 o 250.</translation>
        </message>
        <message>
            <source>How the inputs store their values; auto looks at each file.</source>
            <translation>Cómo guardan sus valores las entradas; auto mira cada archivo.</translation>
        </message>
        <message>
            <source>Choose layers or a folder with rasters.</source>
            <translation>Elija capas o una carpeta con rásteres.</translation>
        </message>
        <message>
            <source>{} holds no raster.</source>
            <translation>{} no contiene ningún ráster.</translation>
        </message>
        <message>
            <source>{} is finished already</source>
            <translation>{} ya está terminado</translation>
        </message>
        <message>
            <source>Input raster</source>
            <translation>Ráster de entrada</translation>
        </message>
        <message>
            <source>The image to translate: any raster that lies in a file, with or without a CRS.</source>
            <translation>La imagen a traducir: cualquier ráster en un archivo, con o sin SRC.</translation>
        </message>
        <message>
            <source>What the input is.</source>
            <translation>Lo que es la entrada.</translation>
        </message>
        <message>
            <source>What to make of it. The log names directions that the model was not trained on.</source>
            <translation>En qué convertirla. Las direcciones no entrenadas se indican en el registro.</translation>
        </message>
        <message>
            <source>The input's bands in the order of the source modality (RGB: red, green, blue). If empty, the first bands are used.</source>
            <translation>Las bandas de la entrada en el orden de la modalidad de origen (RGB: rojo, verde, azul). Sin elección se toman las primeras.</translation>
        </message>
        <message>
            <source>Samples</source>
            <translation>Muestras</translation>
        </message>
        <message>
            <source>Sampling steps: fast takes 1 (smooth, nearest on average), balanced 4, detailed 10 (more texture), paper 250.</source>
            <translation>Pasos de muestreo: fast toma 1 (suave, el más cercano en promedio), balanced 4, detailed 10 (más textura), paper 250.</translation>
        </message>
        <message>
            <source>Another seed gives another plausible image; the same seed gives the same image.</source>
            <translation>Otra semilla da otra imagen probable; la misma semilla da la misma imagen.</translation>
        </message>
        <message>
            <source>Translates with this number of seeds and writes the mean of the images: nearer to the truth on average, and smoother. 8 is a good number for a standard deviation; the time grows with it.</source>
            <translation>Traduce con tantas semillas y escribe la media de las imágenes: más cercana a la realidad en promedio, y más suave. 8 es un buen número para una desviación típica; el tiempo crece igual.</translation>
        </message>
        <message>
            <source>Route</source>
            <translation>Ruta</translation>
        </message>
        <message>
            <source>Untrained directions can go through another modality. Automatic takes the route that scored higher for the model, Direct uses no intermediate, and naming a modality forces that route.</source>
            <translation>Las direcciones no entrenadas pueden pasar por otra modalidad. Automático toma la ruta que obtuvo mejor puntuación con el modelo, Directo no usa ninguna intermedia y una modalidad nombrada impone esa ruta.</translation>
        </message>
        <message>
            <source>How the input stores its values. Automatic looks at the file and says what it chose. Choose units of reflectance for optical images, of backscatter for radar, of temperature for thermal ones.</source>
            <translation>Cómo guarda la entrada sus valores. Automático examina el archivo y dice qué eligió. Elija unidades de reflectancia para imágenes ópticas, de retrodispersión para radar, de temperatura para térmicas.</translation>
        </message>
        <message>
            <source>Processing level</source>
            <translation>Nivel de procesamiento</translation>
        </message>
        <message>
            <source>Level of the input's reflectance: at the surface (Sentinel-2 level 2A), or at the top of the atmosphere (level 1C), which is converted to surface reflectance first. Automatic decides by the file's tags and name. Radar has no level.</source>
            <translation>Nivel de la reflectancia de la entrada: en la superficie (Sentinel-2 nivel 2A) o en el techo de la atmósfera (nivel 1C), que primero se lleva a la superficie. Automático se guía por las etiquetas y el nombre del archivo. El radar no tiene nivel.</translation>
        </message>
        <message>
            <source>Processing level of the result</source>
            <translation>Nivel de procesamiento del resultado</translation>
        </message>
        <message>
            <source>Device</source>
            <translation>Dispositivo</translation>
        </message>
        <message>
            <source>GPU memory in GB</source>
            <translation>Memoria de GPU en GB</translation>
        </message>
        <message>
            <source>What to compute on: auto takes a GPU where there is one, and all of them for large rasters; or cpu, cuda:1, mps, or several such as cuda:0,cuda:1.</source>
            <translation>En qué calcular: auto toma una GPU si la hay, y todas para rásteres grandes; o cpu, cuda:1, mps, o varias como cuda:0,cuda:1.</translation>
        </message>
        <message>
            <source>The most memory of a CUDA GPU that the job may use. If empty, all free memory. Less memory takes longer; the image stays the same except for single grey levels.</source>
            <translation>La memoria máxima que el trabajo puede tomar de una GPU CUDA; sin número, toda la libre. Con menos memoria tarda más y da la misma imagen salvo algún nivel de gris.</translation>
        </message>
        <message>
            <source>Number format of the networks. bfloat16 takes about half the time on processors and GPUs that support it, and longer on others. It costs hundredths of a decibel.</source>
            <translation>En qué calculan las redes. bfloat16 tarda más o menos la mitad donde el procesador o la GPU lo tiene, si no más, y cuesta centésimas de decibelio.</translation>
        </message>
        <message>
            <source>The library that computes the networks. Automatic uses PyTorch on a CUDA GPU and ONNX Runtime otherwise. PyTorch is only there if you installed it; bfloat16 needs it.</source>
            <translation>La biblioteca que calcula las redes. Automático usa PyTorch en una GPU CUDA y ONNX Runtime en los demás casos. PyTorch solo está si usted la instaló; bfloat16 la necesita.</translation>
        </message>
        <message>
            <source>Standard deviation</source>
            <translation>Desviación típica</translation>
        </message>
        <message>
            <source>Pixel size in metres</source>
            <translation>Tamaño de píxel en metros</translation>
        </message>
        <message>
            <source>Resamples the input to this pixel size first. The model knows only the sizes that it was trained on: about 10 m, and 5 m for PAN.</source>
            <translation>Remuestrea primero la entrada a este tamaño de píxel. El modelo solo conoce los tamaños de su entrenamiento: unos 10 m, y 5 m para PAN.</translation>
        </message>
        <message>
            <source>The area to translate. If empty, the whole raster.</source>
            <translation>La parte a traducir; sin ella, el ráster completo.</translation>
        </message>
        <message>
            <source>Folder with a model's config.json and weights. If empty, the bundled model.</source>
            <translation>Carpeta con el config.json y los pesos de un modelo; sin ella, el modelo incluido.</translation>
        </message>
        <message>
            <source>A cloud-optimised GeoTIFF with tags that mark it as synthetic.</source>
            <translation>Un GeoTIFF optimizado para la nube con etiquetas que lo llaman sintético.</translation>
        </message>
        <message>
            <source>How far the samples disagree at each pixel, in reflectance or dB; needs 2 samples or more, and a preset of several steps. It is not an error bar: errors that all samples share do not show in it.</source>
            <translation>Cuánto discrepan las muestras en cada píxel, en reflectancia o dB; necesita 2 muestras o más y un preajuste de varios pasos. No es una barra de error: lo que el modelo nunca vio no está en ella.</translation>
        </message>
        <message>
            <source>Loading the model on {device}</source>
            <translation>Cargando el modelo en {device}</translation>
        </message>
        <message>
            <source>Computing on {devices}</source>
            <translation>Calculando en {devices}</translation>
        </message>
        <message>
            <source>Translating {source} to {target} through {via}</source>
            <translation>Traduciendo {source} a {target} a través de {via}</translation>
        </message>
        <message>
            <source>Units: {units} ({reason})</source>
            <translation>Unidades: {units} ({reason})</translation>
        </message>
        <message>
            <source>One sampling step gives nearly the mean of all likely images, so the samples hardly differ: choose the preset balanced or detailed for a standard deviation that means something.</source>
            <translation>Un paso de muestreo da casi la media de todas las imágenes probables, así que las muestras apenas difieren: elija el preajuste equilibrado o detallado para una desviación estándar significativa.</translation>
        </message>
        <message>
            <source>The samples are of the second translation only: all start from the same intermediate image, so their deviation is too small.</source>
            <translation>Las muestras son solo de la segunda traducción: todas parten de la misma imagen intermedia, así que su desviación es demasiado pequeña.</translation>
        </message>
        <message>
            <source>Cancelled. The worker did not stop by itself and was ended; the next job starts another one.</source>
            <translation>Cancelado. El proceso de cálculo no paró por sí mismo y se terminó; el próximo trabajo inicia otro.</translation>
        </message>
        <message>
            <source>{path} cannot be opened as a raster ({reason}): check the file and its format.</source>
            <translation>{path} no se puede abrir como ráster ({reason}): compruebe el archivo y su formato.</translation>
        </message>
        <message>
            <source>{path} cannot be read at rows {first} to {last} ({reason}): the file is damaged, incomplete or gone. Copy or download it again.</source>
            <translation>{path} no se puede leer en las filas {first} a {last} ({reason}): el archivo está dañado, incompleto o ya no existe. Cópielo o descárguelo de nuevo.</translation>
        </message>
        <message>
            <source>{path} has no valid pixel: all are nodata, masked or not a number.</source>
            <translation>{path} no tiene ningún píxel válido: todos son sin datos, enmascarados o no son números.</translation>
        </message>
        <message>
            <source>No pixel of the area is valid: the result is all nodata.</source>
            <translation>Ningún píxel del área es válido: el resultado es todo sin datos.</translation>
        </message>
        <message>
            <source>Pixels of {size} m are far from the {known} m that the model was trained on for {title}: set the pixel size to {known} m (Advanced).</source>
            <translation>Píxeles de {size} m están lejos de los {known} m que el modelo conoce como {title}: ponga el tamaño de píxel en {known} m (Avanzado).</translation>
        </message>
        <message>
            <source>Pixels of {x} × {y} m are not square, and the model knows square ones: warp the layer to a projected CRS first, with pixels of {size} m.</source>
            <translation>Los píxeles de {x} × {y} m no son cuadrados, y el modelo conoce píxeles cuadrados: reproyecte primero la capa a un SRC proyectado con píxeles de {size} m.</translation>
        </message>
        <message>
            <source>{path} is placed by control points only: warp it first with Raster &gt; Georeferencer or Warp.</source>
            <translation>{path} solo está situado por puntos de control: reproyéctelo primero con Ráster &gt; Georreferenciador o Combar.</translation>
        </message>
        <message>
            <source>The value {value} forms a border and is treated as nodata: set it as nodata value in the layer's properties (Transparency) if that is right.</source>
            <translation>El valor {value} forma un borde y se toma por nada medido: póngalo como valor sin datos en las propiedades de la capa (Transparencia) si es correcto.</translation>
        </message>
        <message>
            <source>The value {value} fills a part of the edge and is translated, because it occurs elsewhere too: set it as nodata value in the layer's properties (Transparency) if nothing was measured there.</source>
            <translation>El valor {value} llena una parte del borde y se traduce, porque también aparece en otros lugares: defínalo como valor sin datos en las propiedades de la capa (Transparencia) si allí no se midió nada.</translation>
        </message>
        <message>
            <source>The area was enlarged to whole pixels of the result.</source>
            <translation>El área se amplió a píxeles enteros del resultado.</translation>
        </message>
        <message>
            <source>The area reaches beyond the raster: only the part inside is translated.</source>
            <translation>El área sobrepasa el ráster: se traduce lo que queda dentro.</translation>
        </message>
        <message>
            <source>Band {band} of {path} holds colour indices, not measurements: convert it first with Raster &gt; Conversion &gt; PCT to RGB.</source>
            <translation>La banda {band} de {path} contiene índices de color, no medidas: conviértala primero con Ráster &gt; Conversión &gt; PCT a RGB.</translation>
        </message>
        <message>
            <source>{path} has {count} bands, {title} needs {need} ({names}): choose another modality or file.</source>
            <translation>{path} tiene {count} bandas, {title} necesita {need} ({names}): elija otra modalidad u otro archivo.</translation>
        </message>
        <message>
            <source>Of {count} bands, {bands} are taken as {names}: choose bands if others are meant.</source>
            <translation>De {count} bandas, {bands} se toman como {names}: elija bandas si son otras.</translation>
        </message>
        <message>
            <source>Bands {bands} are taken as {names}, because their numbers look like those of {sensor}: choose bands if they are another sensor's.</source>
            <translation>Las bandas {bands} se toman como {names}, porque sus números parecen los de {sensor}: elija las bandas si son de otro sensor.</translation>
        </message>
        <message>
            <source>With the units “{units}” the values cannot be right: choose other units.</source>
            <translation>Con las unidades «{units}» los valores no pueden ser correctos: elija otras unidades.</translation>
        </message>
        <message>
            <source>The median reflectance is {value}: if the scene is not unusual, “{units}” are the wrong units.</source>
            <translation>La mediana de la reflectancia es {value}: si la escena no es inusual, «{units}» son unidades erróneas.</translation>
        </message>
        <message>
            <source>The median of {value} dB is brighter than land: “{units}” may be the wrong units.</source>
            <translation>La mediana de {value} dB es más brillante que la tierra: «{units}» pueden ser unidades erróneas.</translation>
        </message>
        <message>
            <source>The radar image is not calibrated: its level was guessed. Calibrated backscatter in dB gives better results.</source>
            <translation>La imagen de radar no está calibrada: su nivel se estimó. La retrodispersión calibrada en dB da mejores resultados.</translation>
        </message>
        <message>
            <source>An 8-bit radar image is not calibrated: calibrated backscatter in dB gives better results. If its grey levels are linear in dB, choose the units for that.</source>
            <translation>Una imagen de radar de 8 bits no está calibrada: la retrodispersión calibrada en dB da mejores resultados. Si sus niveles de gris son lineales en dB, elija las unidades correspondientes.</translation>
        </message>
        <message>
            <source>as chosen</source>
            <translation>según lo elegido</translation>
        </message>
        <message>
            <source>8-bit values are a picture</source>
            <translation>los valores de 8 bits son una imagen visual</translation>
        </message>
        <message>
            <source>the file's scale and offset say so</source>
            <translation>así lo indican la escala y el desplazamiento del archivo</translation>
        </message>
        <message>
            <source>values up to {top} are reflectance already</source>
            <translation>los valores hasta {top} ya son reflectancia</translation>
        </message>
        <message>
            <source>the product name is Landsat Collection 2, level {level}</source>
            <translation>el nombre del producto es Landsat Collection 2, nivel {level}</translation>
        </message>
        <message>
            <source>Sentinel-2 baseline {baseline} stores reflectance × 10000 plus 1000</source>
            <translation>la línea base {baseline} de Sentinel-2 guarda reflectancia × 10000 más 1000</translation>
        </message>
        <message>
            <source>values up to {top} are reflectance × 10000</source>
            <translation>los valores hasta {top} son reflectancia × 10000</translation>
        </message>
        <message>
            <source>values from {low} to {top} are those of Landsat Collection 2</source>
            <translation>los valores de {low} a {top} son los de Landsat Collection 2</translation>
        </message>
        <message>
            <source>values from {low} are decibels × 10</source>
            <translation>los valores desde {low} son decibelios × 10</translation>
        </message>
        <message>
            <source>values from {low} are decibels × 100</source>
            <translation>los valores desde {low} son decibelios × 100</translation>
        </message>
        <message>
            <source>values from {low} to {high} are decibels</source>
            <translation>los valores de {low} a {high} son decibelios</translation>
        </message>
        <message>
            <source>complex values were turned into power</source>
            <translation>los valores complejos se convirtieron en potencia</translation>
        </message>
        <message>
            <source>the product name says amplitude</source>
            <translation>el nombre del producto indica amplitud</translation>
        </message>
        <message>
            <source>the product name says power</source>
            <translation>el nombre del producto indica potencia</translation>
        </message>
        <message>
            <source>positive values with median {middle} are linear power</source>
            <translation>los valores positivos con mediana {middle} son potencia lineal</translation>
        </message>
        <message>
            <source>positive values with median {middle} are amplitude</source>
            <translation>los valores positivos con mediana {middle} son amplitud</translation>
        </message>
        <message>
            <source>8-bit values are taken for a stretched picture of the amplitude</source>
            <translation>los valores de 8 bits se toman por una imagen realzada de la amplitud</translation>
        </message>
        <message>
            <source>the file's scale and offset give decibels</source>
            <translation>la escala y el desplazamiento del archivo dan decibelios</translation>
        </message>
        <message>
            <source>the file's scale gives positive values, linear power</source>
            <translation>la escala del archivo da valores positivos, potencia lineal</translation>
        </message>
        <message>
            <source>values near {middle} are temperatures of Landsat Collection 2</source>
            <translation>los valores cercanos a {middle} son temperaturas de Landsat Collection 2</translation>
        </message>
        <message>
            <source>values near {middle} are kelvin</source>
            <translation>los valores cercanos a {middle} son kelvin</translation>
        </message>
        <message>
            <source>values near {middle} are degrees Celsius</source>
            <translation>los valores cercanos a {middle} son grados Celsius</translation>
        </message>
        <message>
            <source>Values up to {top} are very dark as reflectance × 10000: for an 8-bit picture choose other units.</source>
            <translation>Los valores hasta {top} son muy oscuros como reflectancia × 10000: para una imagen de 8 bits elija otras unidades.</translation>
        </message>
        <message>
            <source>No value is below {low}: for Sentinel-2 images since 2022 with their offset choose other units.</source>
            <translation>Ningún valor es menor que {low}: para imágenes de Sentinel-2 desde 2022 con su desplazamiento elija otras unidades.</translation>
        </message>
        <message>
            <source>Values from {low} to {top} are taken for Landsat Collection 2: for snow or cloud in reflectance × 10000 choose other units.</source>
            <translation>Los valores de {low} a {top} se toman por Landsat Collection 2: para nieve o nubes en reflectancia × 10000 elija otras unidades.</translation>
        </message>
        <message>
            <source>Values as low as {low} become negative reflectance: if the offset was removed already choose other units.</source>
            <translation>Los valores tan bajos como {low} dan reflectancia negativa: si el desplazamiento ya se quitó elija otras unidades.</translation>
        </message>
        <message>
            <source>The reflectance is that at the top of the atmosphere: it is converted to surface reflectance first.</source>
            <translation>La reflectancia es la del techo de la atmósfera: primero se convierte en reflectancia de superficie.</translation>
        </message>
        <message>
            <source>The input is like the training data. It differs most in the median of {band}: {value}, and {low} to {high} in the training data (distance {score}, limit 1).</source>
            <translation>La entrada se parece a los datos de entrenamiento. Lo que más difiere es la mediana de {band}: {value}, y de {low} a {high} en los datos de entrenamiento (distancia {score}, límite 1).</translation>
        </message>
        <message>
            <source>The input is like the training data. It differs most in the texture of {band}: {share} times the typical one of the training data (distance {score}, limit 1).</source>
            <translation>La entrada se parece a los datos de entrenamiento. Lo que más difiere es la textura de {band}: {share} veces la típica de los datos de entrenamiento (distancia {score}, límite 1).</translation>
        </message>
        <message>
            <source>The input is like the training data. It differs most in the pixel size: {size} m, and {low} to {high} m in the training data (distance {score}, limit 1).</source>
            <translation>La entrada se parece a los datos de entrenamiento. Lo que más difiere es el tamaño de píxel: {size} m, y de {low} a {high} m en los datos de entrenamiento (distancia {score}, límite 1).</translation>
        </message>
        <message>
            <source>The input is like the training data in the latent space too (distance {score}, limit 1).</source>
            <translation>La entrada también se parece a los datos de entrenamiento en el espacio latente (distancia {score}, límite 1).</translation>
        </message>
        <message>
            <source>The input is unlike the training data (distance {score}, limit 1): the median of {band} is {value}, and {low} to {high} in the training data. Check the result before you use it.</source>
            <translation>La entrada no se parece a los datos de entrenamiento (distancia {score}, límite 1): la mediana de {band} es {value}, y de {low} a {high} en los datos de entrenamiento. Compruebe el resultado antes de usarlo.</translation>
        </message>
        <message>
            <source>The input is unlike the training data (distance {score}, limit 1): the texture of {band} is {share} times the typical one of the training data. Check the result before you use it.</source>
            <translation>La entrada no se parece a los datos de entrenamiento (distancia {score}, límite 1): la textura de {band} es {share} veces la típica de los datos de entrenamiento. Compruebe el resultado antes de usarlo.</translation>
        </message>
        <message>
            <source>The input is unlike the training data (distance {score}, limit 1): its pixels have {size} m, and those of the training data {low} to {high} m. Check the result before you use it.</source>
            <translation>La entrada no se parece a los datos de entrenamiento (distancia {score}, límite 1): sus píxeles miden {size} m, y los de los datos de entrenamiento de {low} a {high} m. Compruebe el resultado antes de usarlo.</translation>
        </message>
        <message>
            <source>The input is unlike the training data in the latent space (distance {score}, limit 1): its structure, or how its bands go together, is unlike theirs. Check the bands, and the result before you use it.</source>
            <translation>La entrada no se parece a los datos de entrenamiento en el espacio latente (distancia {score}, límite 1): su estructura o la relación entre sus bandas es distinta. Compruebe las bandas, y el resultado antes de usarlo.</translation>
        </message>
        <message>
            <source>The output {path} must be a GeoTIFF: give it a name that ends with .tif.</source>
            <translation>La salida {path} debe ser un GeoTIFF: dele un nombre que termine en .tif.</translation>
        </message>
        <message>
            <source>The output folder {folder} does not exist: create it or choose another one.</source>
            <translation>La carpeta de salida {folder} no existe: créela o elija otra.</translation>
        </message>
        <message>
            <source>The output folder {folder} is not writable: choose another one or change its permissions.</source>
            <translation>No se puede escribir en la carpeta de salida {folder}: elija otra o cambie sus permisos.</translation>
        </message>
        <message>
            <source>The output {path} is the input: choose another name.</source>
            <translation>La salida {path} es la entrada: elija otro nombre.</translation>
        </message>
        <message>
            <source>{path} is finished: the same job has made it before.</source>
            <translation>{path} está terminado: el mismo trabajo ya lo hizo.</translation>
        </message>
        <message>
            <source>The folder {path} is left over and can be deleted ({reason}).</source>
            <translation>La carpeta {path} ha quedado y se puede borrar ({reason}).</translation>
        </message>
        <message>
            <source>{path} cannot be replaced ({reason}): close it in other programs, then run the job again.</source>
            <translation>{path} no se puede reemplazar ({reason}): ciérrelo en otros programas y ejecute el trabajo de nuevo.</translation>
        </message>
        <message>
            <source>{path} cannot be written ({reason}): make room or choose another folder. Finished rows are kept; Resume continues with them.</source>
            <translation>{path} no se puede escribir ({reason}): libere espacio o elija otra carpeta. Las filas terminadas se conservan; Reanudar continúa con ellas.</translation>
        </message>
        <message>
            <source>Memory ran out: the job continues in smaller pieces.</source>
            <translation>Faltó memoria: el trabajo continúa en trozos más pequeños.</translation>
        </message>
        <message>
            <source>The memory of {device} is too small even for one window: choose the device cpu.</source>
            <translation>La memoria de {device} es demasiado pequeña incluso para una ventana: elija el dispositivo cpu.</translation>
        </message>
        <message>
            <source>Memory ran out ({reason}): close other programs or translate a smaller area. Finished rows are kept; Resume continues with them.</source>
            <translation>Se agotó la memoria ({reason}): cierre otros programas o traduzca un área más pequeña. Las filas terminadas se conservan; Reanudar continúa con ellas.</translation>
        </message>
        <message>
            <source>The device {device} failed ({reason}): run the job again, it continues from here. Choose the device cpu if it fails again.</source>
            <translation>El dispositivo {device} falló ({reason}): ejecute la tarea otra vez, continúa desde aquí. Elija el dispositivo cpu si vuelve a fallar.</translation>
        </message>
        <message>
            <source>Fine-tuning needs {packages}: run the algorithm Set up Any2Any with the profile train.</source>
            <translation>El ajuste fino necesita {packages}: ejecute el algoritmo de instalación de Any2Any con el perfil train.</translation>
        </message>
        <message>
            <source>The device {device} is not used: {reason}</source>
            <translation>No se usa el dispositivo {device}: {reason}</translation>
        </message>
        <message>
            <source>The device {device} failed ({reason}): the job continues on the processor.</source>
            <translation>El dispositivo {device} falló ({reason}): el trabajo continúa en el procesador.</translation>
        </message>
        <message>
            <source>The limit of GPU memory has no effect on the device {device}.</source>
            <translation>El límite de memoria de la GPU no tiene efecto en el dispositivo {device}.</translation>
        </message>
        <message>
            <source>The device {device} is not available: choose auto or cpu.</source>
            <translation>El dispositivo {device} no está disponible: elija auto o cpu.</translation>
        </message>
        <message>
            <source>The worker cannot be started with {program}: {reason}</source>
            <translation>No se puede iniciar el proceso de cálculo con {program}: {reason}</translation>
        </message>
        <message>
            <source>The worker did not answer for {seconds} s and was ended. Its last lines:
{last}</source>
            <translation>El proceso de cálculo no respondió durante {seconds} s y fue terminado. Sus últimas líneas:
{last}</translation>
        </message>
        <message>
            <source>The worker stopped answering and was ended. Its last lines:
{last}</source>
            <translation>El proceso de cálculo dejó de responder y fue terminado. Sus últimas líneas:
{last}</translation>
        </message>
        <message>
            <source>The worker ended unexpectedly (exit code {exit}). Its last lines:
{last}</source>
            <translation>El proceso de cálculo terminó de forma inesperada (código de salida {exit}). Sus últimas líneas:
{last}</translation>
        </message>
        <message>
            <source>The worker was killed (exit code {exit}): often the machine ran out of memory. Its last lines:
{last}</source>
            <translation>El proceso de cálculo fue matado (código de salida {exit}): a menudo se agotó la memoria. Sus últimas líneas:
{last}</translation>
        </message>
        <message>
            <source>The job was stopped, because the plugin ended its worker.</source>
            <translation>El trabajo se detuvo porque el complemento terminó su proceso de cálculo.</translation>
        </message>
        <message>
            <source>The worker sent something that is not a message ({reason}): press Repair on the set-up page.</source>
            <translation>El proceso de cálculo envió algo que no es un mensaje ({reason}): pulse Reparar en la página de configuración.</translation>
        </message>
        <message>
            <source>The worker has a bug, please report it: {reason}</source>
            <translation>El proceso de cálculo tiene un error, por favor notifíquelo: {reason}</translation>
        </message>
        <message>
            <source>The plugin and its worker are of different versions: install the plugin again and restart QGIS.</source>
            <translation>El complemento y su proceso de cálculo son de versiones distintas: instale el complemento de nuevo y reinicie QGIS.</translation>
        </message>
        <message>
            <source>run the job again</source>
            <translation>ejecute el trabajo de nuevo</translation>
        </message>
        <message>
            <source>Testing</source>
            <translation>Probando</translation>
        </message>
        <message>
            <source>Ready</source>
            <translation>Listo</translation>
        </message>
        <message>
            <source>Looking for a Python</source>
            <translation>Buscando un Python</translation>
        </message>
        <message>
            <source>Creating the environment</source>
            <translation>Creando el entorno</translation>
        </message>
        <message>
            <source>Downloading Python {}</source>
            <translation>Descargando Python {}</translation>
        </message>
        <message>
            <source>Downloading {}</source>
            <translation>Descargando {}</translation>
        </message>
        <message>
            <source>Installing</source>
            <translation>Instalando</translation>
        </message>
        <message>
            <source>The package index cannot be reached.</source>
            <translation>No se puede acceder al índice de paquetes.</translation>
        </message>
        <message>
            <source>The proxy asks for a user name and a password (407).</source>
            <translation>El proxy pide un usuario y una contraseña (407).</translation>
        </message>
        <message>
            <source>The certificate of the package index is not trusted on this computer.</source>
            <translation>El certificado del índice de paquetes no es de confianza en este equipo.</translation>
        </message>
        <message>
            <source>The package index or a firewall refused the download.</source>
            <translation>El índice de paquetes o un cortafuegos rechazó la descarga.</translation>
        </message>
        <message>
            <source>A downloaded package differs from the one that this plugin was tested with.</source>
            <translation>Un paquete descargado difiere del que se probó con este complemento.</translation>
        </message>
        <message>
            <source>The package index does not offer a package that is needed.</source>
            <translation>El índice de paquetes no ofrece un paquete necesario.</translation>
        </message>
        <message>
            <source>The disk is full.</source>
            <translation>El disco está lleno.</translation>
        </message>
        <message>
            <source>The folder of the environment has too long a path.</source>
            <translation>La ruta de la carpeta del entorno es demasiado larga.</translation>
        </message>
        <message>
            <source>Another program or a policy blocks the files of the environment.</source>
            <translation>Otro programa o una directiva bloquea los archivos del entorno.</translation>
        </message>
        <message>
            <source>No Python {wanted} was found on this computer.</source>
            <translation>No se encontró ningún Python {wanted} en este equipo.</translation>
        </message>
        <message>
            <source>This computer has no Python that is new enough, and Python {version} cannot be downloaded.</source>
            <translation>Este equipo no tiene un Python suficientemente nuevo, y Python {version} no se puede descargar.</translation>
        </message>
        <message>
            <source>The Python {python} has no pip.</source>
            <translation>El Python {python} no tiene pip.</translation>
        </message>
        <message>
            <source>The plugin has no package list {profile!r} for {platform}.</source>
            <translation>El complemento no tiene lista de paquetes {profile!r} para {platform}.</translation>
        </message>
        <message>
            <source>The Microsoft Visual C++ runtime is missing.</source>
            <translation>Falta el entorno de ejecución de Microsoft Visual C++.</translation>
        </message>
        <message>
            <source>This Linux is too old for the packages (glibc).</source>
            <translation>Este Linux es demasiado antiguo para los paquetes (glibc).</translation>
        </message>
        <message>
            <source>The driver of the graphics card is too old.</source>
            <translation>El controlador de la tarjeta gráfica es demasiado antiguo.</translation>
        </message>
        <message>
            <source>The packages do not see the graphics card.</source>
            <translation>Los paquetes no ven la tarjeta gráfica.</translation>
        </message>
        <message>
            <source>The graphics card computes other values than the processor ({share:.1%} off).</source>
            <translation>La tarjeta gráfica calcula otros valores que el procesador ({share:.1%} de diferencia).</translation>
        </message>
        <message>
            <source>The graphics card takes {gpu_s:.1f} s for the sample, the processor {cpu_s:.1f} s.</source>
            <translation>La tarjeta gráfica tarda {gpu_s:.1f} s con el ejemplo, el procesador {cpu_s:.1f} s.</translation>
        </message>
        <message>
            <source>Another QGIS is setting up Any2Any now.</source>
            <translation>Otro QGIS está instalando Any2Any ahora.</translation>
        </message>
        <message>
            <source>{path} is not a bundle for this plugin and {platform}.</source>
            <translation>{path} no es un paquete para este complemento y {platform}.</translation>
        </message>
        <message>
            <source>The new environment does not translate the sample: {reason}</source>
            <translation>El nuevo entorno no traduce el ejemplo: {reason}</translation>
        </message>
        <message>
            <source>The installation took longer than {minutes:.0f} minutes.</source>
            <translation>La instalación duró más de {minutes:.0f} minutos.</translation>
        </message>
        <message>
            <source>The installation failed: {reason}</source>
            <translation>La instalación falló: {reason}</translation>
        </message>
        <message>
            <source>Check the connection and the proxy, then try again.</source>
            <translation>Compruebe la conexión y el proxy y reintente.</translation>
        </message>
        <message>
            <source>Enter them under Settings &gt; Options &gt; Network.</source>
            <translation>Introdúzcalos en Configuración &gt; Opciones &gt; Red.</translation>
        </message>
        <message>
            <source>Choose your company's CA file under Options &gt; Any2Any.</source>
            <translation>Elija el archivo de autoridades de su empresa en Opciones &gt; Any2Any.</translation>
        </message>
        <message>
            <source>Set a mirror under Options &gt; Any2Any, or use an offline bundle.</source>
            <translation>Ponga una réplica en Opciones &gt; Any2Any o use un paquete sin conexión.</translation>
        </message>
        <message>
            <source>Nothing was installed: try again, and report it if it stays.</source>
            <translation>No se instaló nada: reintente e informe si persiste.</translation>
        </message>
        <message>
            <source>Check the mirror under Options &gt; Any2Any, or use an offline bundle.</source>
            <translation>Compruebe la réplica en Opciones &gt; Any2Any o use un paquete sin conexión.</translation>
        </message>
        <message>
            <source>Free some space, or choose another folder under Options &gt; Any2Any.</source>
            <translation>Libere espacio o elija otra carpeta en Opciones &gt; Any2Any.</translation>
        </message>
        <message>
            <source>Choose a shorter one under Options &gt; Any2Any.</source>
            <translation>Elija una más corta en Opciones &gt; Any2Any.</translation>
        </message>
        <message>
            <source>Close other QGIS windows, allow the folder in the antivirus, then try again.</source>
            <translation>Cierre otras ventanas de QGIS, permita la carpeta en el antivirus y reintente.</translation>
        </message>
        <message>
            <source>Install one, or choose an existing Python.</source>
            <translation>Instale uno o elija un Python existente.</translation>
        </message>
        <message>
            <source>Install it, or choose an existing Python.</source>
            <translation>Instálelo o elija un Python existente.</translation>
        </message>
        <message>
            <source>Install pip for it, or choose another Python.</source>
            <translation>Instale pip para él o elija otro Python.</translation>
        </message>
        <message>
            <source>Choose an existing Python that has the packages.</source>
            <translation>Elija un Python existente que tenga los paquetes.</translation>
        </message>
        <message>
            <source>Install the Visual C++ Redistributable, then try again.</source>
            <translation>Instale Visual C++ Redistributable y reintente.</translation>
        </message>
        <message>
            <source>Update it, or set up the profile for the processor.</source>
            <translation>Actualícelo o instale el perfil para el procesador.</translation>
        </message>
        <message>
            <source>Update its driver and try again; until then the processor is used.</source>
            <translation>Actualice su controlador e inténtelo de nuevo; hasta entonces se usa el procesador.</translation>
        </message>
        <message>
            <source>The processor is used as before: report it with the diagnostics.</source>
            <translation>Se usa el procesador como antes: infórmelo con el diagnóstico.</translation>
        </message>
        <message>
            <source>The processor is used as before: there is nothing to do.</source>
            <translation>Se usa el procesador como antes: no hay nada que hacer.</translation>
        </message>
        <message>
            <source>Wait until it has finished, then try again.</source>
            <translation>Espere a que termine y reintente.</translation>
        </message>
        <message>
            <source>Choose a bundle that was made for both.</source>
            <translation>Elija un paquete hecho para ambos.</translation>
        </message>
        <message>
            <source>Try again, and report it with the diagnostics if it stays.</source>
            <translation>Reintente e informe con el diagnóstico si persiste.</translation>
        </message>
        <message>
            <source>Try again: finished downloads are kept.</source>
            <translation>Reintente: las descargas terminadas se conservan.</translation>
        </message>
    </context>
</TS>

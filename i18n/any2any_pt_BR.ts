<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="pt_BR" sourcelanguage="en">
    <context>
        <name>Any2Any</name>
        <message>
            <source>the setting in Options &gt; Any2Any</source>
            <translation>a configuração em Opções &gt; Any2Any</translation>
        </message>
        <message>
            <source>the environment variable {}</source>
            <translation>a variável de ambiente {}</translation>
        </message>
        <message>
            <source>the environment that Set up made</source>
            <translation>o ambiente criado pela instalação</translation>
        </message>
        <message>
            <source>the checkout's .venv</source>
            <translation>o .venv do repositório</translation>
        </message>
        <message>
            <source>Any2Any is not set up yet: press Set up in its panel, run the algorithm any2any:setup, or choose a Python under Settings &gt; Options &gt; Any2Any.</source>
            <translation>O Any2Any ainda não está instalado: clique em Instalar no painel dele, execute o algoritmo any2any:setup ou escolha um Python em Configurações &gt; Opções &gt; Any2Any.</translation>
        </message>
        <message>
            <source>The worker's Python {} ({}) cannot be used: {}. Choose another under Options &gt; Any2Any.</source>
            <translation>O Python {} ({}) do processo de cálculo não pode ser usado: {}. Escolha outro em Opções &gt; Any2Any.</translation>
        </message>
        <message>
            <source>no answer within {:.0f} s</source>
            <translation>sem resposta em {:.0f} s</translation>
        </message>
        <message>
            <source>it does not answer as Python does</source>
            <translation>ele não responde como o Python</translation>
        </message>
        <message>
            <source>The worker's Python {} ({}) cannot be used ({}): press Set up in the Any2Any panel, or choose another under Options &gt; Any2Any.</source>
            <translation>O Python {} ({}) do processo de cálculo não pode ser usado ({}): clique em Instalar no painel do Any2Any ou escolha outro em Opções &gt; Any2Any.</translation>
        </message>
        <message>
            <source>The model {} has no modality {!r}, only {}.</source>
            <translation>O modelo {} não tem a modalidade {!r}, apenas {}.</translation>
        </message>
        <message>
            <source>{} is not a model folder: its config.json cannot be read ({}).</source>
            <translation>{} não é uma pasta de modelo: não é possível ler o seu config.json ({}).</translation>
        </message>
        <message>
            <source>{} is not the manifest of a model: {}.</source>
            <translation>{} não é o manifesto de um modelo: {}.</translation>
        </message>
        <message>
            <source>Model card</source>
            <translation>Ficha do modelo</translation>
        </message>
        <message>
            <source>The model in {} has no card ({}).</source>
            <translation>O modelo em {} não tem ficha ({}).</translation>
        </message>
        <message>
            <source>not stated</source>
            <translation>não informada</translation>
        </message>
        <message>
            <source>{} {}, licence: {}</source>
            <translation>{} {}, licença: {}</translation>
        </message>
        <message>
            <source>Advanced</source>
            <translation>Avançado</translation>
        </message>
        <message>
            <source>As the preset says</source>
            <translation>Conforme a predefinição</translation>
        </message>
        <message>
            <source>Sampling steps instead of the preset's.</source>
            <translation>Passos de amostragem em vez dos da predefinição.</translation>
        </message>
        <message>
            <source>That of the layer</source>
            <translation>O da camada</translation>
        </message>
        <message>
            <source>Resample the layer to this pixel size first: the model knows only some sizes.</source>
            <translation>Reamostrar primeiro a camada para este tamanho de pixel: o modelo só conhece alguns.</translation>
        </message>
        <message>
            <source>Another seed gives another plausible image.</source>
            <translation>Outra semente dá outra imagem plausível.</translation>
        </message>
        <message>
            <source>Translate with several seeds and write their mean.</source>
            <translation>Traduzir com várias sementes e gravar a média.</translation>
        </message>
        <message>
            <source>Add a layer of the standard deviation</source>
            <translation>Adicionar uma camada de desvio padrão</translation>
        </message>
        <message>
            <source>The library that computes: PyTorch is only there if you installed it.</source>
            <translation>A biblioteca que calcula: o PyTorch só existe se você o instalou.</translation>
        </message>
        <message>
            <source>Level of the result's reflectance: choose the top of the atmosphere to compare with level 1C images.</source>
            <translation>Nível da refletância do resultado: escolha o topo da atmosfera para compará-lo com imagens de nível 1C.</translation>
        </message>
        <message>
            <source>auto, cpu, cuda:0 or mps</source>
            <translation>auto, cpu, cuda:0 ou mps</translation>
        </message>
        <message>
            <source>Card</source>
            <translation>Ficha</translation>
        </message>
        <message>
            <source>What the model was trained on, how good it is, and where not to use it</source>
            <translation>Com o que o modelo foi treinado, quão bom ele é e para que não serve</translation>
        </message>
        <message>
            <source>Steps</source>
            <translation>Passos</translation>
        </message>
        <message>
            <source>S&amp;eed</source>
            <translation>S&amp;emente</translation>
        </message>
        <message>
            <source>Sa&amp;mples</source>
            <translation>A&amp;mostras</translation>
        </message>
        <message>
            <source>Rou&amp;te</source>
            <translation>Ro&amp;ta</translation>
        </message>
        <message>
            <source>Pi&amp;xel size</source>
            <translation>Tamanho de pi&amp;xel</translation>
        </message>
        <message>
            <source>Reflecta&amp;nce of the result</source>
            <translation>Refletâ&amp;ncia do resultado</translation>
        </message>
        <message>
            <source>Precision</source>
            <translation>Precisão</translation>
        </message>
        <message>
            <source>Runtime</source>
            <translation>Ambiente de execução</translation>
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
            <translation>Área a traduzir</translation>
        </message>
        <message>
            <source>Whole layer</source>
            <translation>Camada inteira</translation>
        </message>
        <message>
            <source>Map view</source>
            <translation>Vista do mapa</translation>
        </message>
        <message>
            <source>Rectangle drawn on the map</source>
            <translation>Retângulo desenhado no mapa</translation>
        </message>
        <message>
            <source>Around the selected features</source>
            <translation>Em volta das feições selecionadas</translation>
        </message>
        <message>
            <source>&amp;Area</source>
            <translation>&amp;Área</translation>
        </message>
        <message>
            <source>Draw a rectangle on the map.</source>
            <translation>Desenhe um retângulo no mapa.</translation>
        </message>
        <message>
            <source>Select features of a vector layer, and make that layer the active one.</source>
            <translation>Selecione feições de uma camada vetorial e torne essa camada ativa.</translation>
        </message>
        <message>
            <source>up to {}</source>
            <translation>até {}</translation>
        </message>
        <message>
            <source>about {}</source>
            <translation>cerca de {}</translation>
        </message>
        <message>
            <source>about {} by the preview</source>
            <translation>cerca de {} pela prévia</translation>
        </message>
        <message>
            <source>time unknown before a preview</source>
            <translation>tempo desconhecido antes de uma prévia</translation>
        </message>
        <message>
            <source>With holes</source>
            <translation>Com lacunas</translation>
        </message>
        <message>
            <source>Filled</source>
            <translation>Preenchido</translation>
        </message>
        <message>
            <source>Filling a preview</source>
            <translation>Preenchendo uma prévia</translation>
        </message>
        <message>
            <source>The map view shows no hole of the image: move the map to one.</source>
            <translation>A vista do mapa não mostra lacuna da imagem: mova o mapa até uma.</translation>
        </message>
        <message>
            <source>{} cannot be read.</source>
            <translation>Não é possível ler {}.</translation>
        </message>
        <message>
            <source>So&amp;urce</source>
            <translation>Fon&amp;te</translation>
        </message>
        <message>
            <source>Se&amp;cond source</source>
            <translation>Segun&amp;da fonte</translation>
        </message>
        <message>
            <source>No layer</source>
            <translation>Nenhuma camada</translation>
        </message>
        <message>
            <source>A layer that shows the ground under the holes, such as radar</source>
            <translation>Uma camada que mostra o solo sob as lacunas, como radar</translation>
        </message>
        <message>
            <source>Modality of the source</source>
            <translation>Modalidade da fonte</translation>
        </message>
        <message>
            <source>The layer is taken for {}, but: {}.</source>
            <translation>A camada é tomada por {}, mas: {}.</translation>
        </message>
        <message>
            <source>Image with holes</source>
            <translation>Imagem com lacunas</translation>
        </message>
        <message>
            <source>Choose a raster layer</source>
            <translation>Escolher uma camada raster</translation>
        </message>
        <message>
            <source>Holes</source>
            <translation>Lacunas</translation>
        </message>
        <message>
            <source>Nodata of the image</source>
            <translation>Sem dados da imagem</translation>
        </message>
        <message>
            <source>All values but 0; 3,8,9,10 of a scene classification</source>
            <translation>Todos os valores menos 0; 3,8,9,10 de uma classificação de cena</translation>
        </message>
        <message>
            <source>Older image</source>
            <translation>Imagem mais antiga</translation>
        </message>
        <message>
            <source>Temporary file</source>
            <translation>Arquivo temporário</translation>
        </message>
        <message>
            <source>Pre&amp;view a hole</source>
            <translation>Pré&amp;via de uma lacuna</translation>
        </message>
        <message>
            <source>&amp;Fill</source>
            <translation>&amp;Preencher</translation>
        </message>
        <message>
            <source>Fill the hole nearest to the middle of the map view</source>
            <translation>Preencher a lacuna mais próxima do centro da vista do mapa</translation>
        </message>
        <message>
            <source>&amp;Image with holes</source>
            <translation>&amp;Imagem com lacunas</translation>
        </message>
        <message>
            <source>&amp;Holes</source>
            <translation>&amp;Lacunas</translation>
        </message>
        <message>
            <source>&amp;Band of the holes</source>
            <translation>&amp;Banda das lacunas</translation>
        </message>
        <message>
            <source>C&amp;lasses that are holes</source>
            <translation>&amp;Classes que são lacunas</translation>
        </message>
        <message>
            <source>&amp;Older image</source>
            <translation>Imagem mais anti&amp;ga</translation>
        </message>
        <message>
            <source>&amp;Save to</source>
            <translation>&amp;Salvar em</translation>
        </message>
        <message>
            <source>Choose the image with holes.</source>
            <translation>Escolha a imagem com lacunas.</translation>
        </message>
        <message>
            <source>Choose a source or an older image: something has to show the ground.</source>
            <translation>Escolha uma fonte ou uma imagem mais antiga: algo precisa mostrar o terreno.</translation>
        </message>
        <message>
            <source>The image cannot fill its own holes: choose another source.</source>
            <translation>A imagem não pode preencher as próprias lacunas: escolha outra fonte.</translation>
        </message>
        <message>
            <source>{}: holes</source>
            <translation>{}: lacunas</translation>
        </message>
        <message>
            <source>Translate</source>
            <translation>Traduzir</translation>
        </message>
        <message>
            <source>Fill gaps</source>
            <translation>Preencher lacunas</translation>
        </message>
        <message>
            <source>{} translation(s) will be stopped. Leave QGIS?</source>
            <translation>{} tradução(ões) serão interrompidas. Sair do QGIS?</translation>
        </message>
        <message>
            <source>Show</source>
            <translation>Mostrar</translation>
        </message>
        <message>
            <source>Add to this project</source>
            <translation>Adicionar a este projeto</translation>
        </message>
        <message>
            <source>{} translation(s) of the closed project continue; their results go to files.</source>
            <translation>{} tradução(ões) do projeto fechado continuam; os resultados vão para arquivos.</translation>
        </message>
        <message>
            <source>Stop them</source>
            <translation>Interromper</translation>
        </message>
        <message>
            <source>Run anyway?</source>
            <translation>Executar mesmo assim?</translation>
        </message>
        <message>
            <source>{} exists. Replace it?</source>
            <translation>{} existe. Substituir?</translation>
        </message>
        <message>
            <source>{} × {} pixels will be downloaded from {}. Continue?</source>
            <translation>{} × {} pixels serão baixados de {}. Continuar?</translation>
        </message>
        <message>
            <source>The translation cannot be prepared.</source>
            <translation>A tradução não pode ser preparada.</translation>
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
            <translation>Parando</translation>
        </message>
        <message>
            <source>The translation failed.</source>
            <translation>A tradução falhou.</translation>
        </message>
        <message>
            <source>Its project was closed: the result is in {}.</source>
            <translation>O projeto dele foi fechado: o resultado está em {}.</translation>
        </message>
        <message>
            <source>The result {} cannot be opened.</source>
            <translation>O resultado {} não pode ser aberto.</translation>
        </message>
        <message>
            <source>Run before the job above</source>
            <translation>Executar antes da tarefa acima</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>Cancelar</translation>
        </message>
        <message>
            <source>Stop this job</source>
            <translation>Interromper esta tarefa</translation>
        </message>
        <message>
            <source>Resume</source>
            <translation>Retomar</translation>
        </message>
        <message>
            <source>Continue with the finished rows</source>
            <translation>Continuar com as linhas prontas</translation>
        </message>
        <message>
            <source>Keep part</source>
            <translation>Manter parte</translation>
        </message>
        <message>
            <source>Add the finished rows as a layer</source>
            <translation>Adicionar as linhas prontas como camada</translation>
        </message>
        <message>
            <source>Zoom to the result</source>
            <translation>Aproximar do resultado</translation>
        </message>
        <message>
            <source>Compare</source>
            <translation>Comparar</translation>
        </message>
        <message>
            <source>Drag a line between the result and its source on the map</source>
            <translation>Arrastar uma linha entre o resultado e a fonte no mapa</translation>
        </message>
        <message>
            <source>Again with…</source>
            <translation>De novo com…</translation>
        </message>
        <message>
            <source>Fill in the panel as for this job</source>
            <translation>Preencher o painel como nesta tarefa</translation>
        </message>
        <message>
            <source>Remove from the list</source>
            <translation>Remover da lista</translation>
        </message>
        <message>
            <source>Waiting</source>
            <translation>Em espera</translation>
        </message>
        <message>
            <source>{} of {} windows</source>
            <translation>{} de {} janelas</translation>
        </message>
        <message>
            <source>{} left</source>
            <translation>faltam {}</translation>
        </message>
        <message>
            <source>Done: {}</source>
            <translation>Pronto: {}</translation>
        </message>
        <message>
            <source>Band of the layer that is {}</source>
            <translation>Banda da camada que é {}</translation>
        </message>
        <message>
            <source>{} (synthetic, in progress)</source>
            <translation>{} (sintética, em andamento)</translation>
        </message>
        <message>
            <source>The Python that runs the Any2Any worker</source>
            <translation>O Python que executa o processo de cálculo do Any2Any</translation>
        </message>
        <message>
            <source>Found automatically</source>
            <translation>Encontrado automaticamente</translation>
        </message>
        <message>
            <source>The system's certificates</source>
            <translation>Os certificados do sistema</translation>
        </message>
        <message>
            <source>The default package index</source>
            <translation>O índice de pacotes padrão</translation>
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
            <translation>Verificar</translation>
        </message>
        <message>
            <source>Check shows versions and paths here: add them to a bug report.</source>
            <translation>Verificar mostra aqui versões e caminhos: inclua-os em um relato de erro.</translation>
        </message>
        <message>
            <source>The model runs in a process of its own. If the field Python is empty, the environment variable {}, the environment that Set up made, and the .venv of a source checkout are used, in this order. Another Python needs 3.11 or newer with torch, rasterio and safetensors; fine-tuning also needs accelerate and pyyaml.</source>
            <translation>O modelo roda em um processo próprio. Se o campo Python estiver vazio, são usados a variável de ambiente {}, o ambiente criado pela instalação e o .venv de um repositório, nesta ordem. Outro Python precisa ser 3.11 ou mais novo com torch, rasterio e safetensors; o ajuste fino também precisa de accelerate e pyyaml.</translation>
        </message>
        <message>
            <source>Python</source>
            <translation>Python</translation>
        </message>
        <message>
            <source>Folder of environments</source>
            <translation>Pasta dos ambientes</translation>
        </message>
        <message>
            <source>Package index or mirror</source>
            <translation>Índice de pacotes ou espelho</translation>
        </message>
        <message>
            <source>CA file</source>
            <translation>Arquivo de autoridades certificadoras</translation>
        </message>
        <message>
            <source>Free memory after</source>
            <translation>Liberar memória após</translation>
        </message>
        <message>
            <source>Checking, up to a minute...</source>
            <translation>Verificando, até um minuto...</translation>
        </message>
        <message>
            <source>Check the Any2Any worker</source>
            <translation>Verificar o processo de cálculo do Any2Any</translation>
        </message>
        <message>
            <source>Translating a preview</source>
            <translation>Traduzindo uma prévia</translation>
        </message>
        <message>
            <source>No preview: the choices above are not complete.</source>
            <translation>Sem prévia: as escolhas acima não estão completas.</translation>
        </message>
        <message>
            <source>A job is running: the preview follows when it has ended.</source>
            <translation>Há um trabalho em execução: a prévia vem quando ele terminar.</translation>
        </message>
        <message>
            <source>A preview with {} steps takes long: press Preview to make it.</source>
            <translation>Uma prévia com {} passos demora: pressione Prévia para fazê-la.</translation>
        </message>
        <message>
            <source>The layer that {} was made from is not open.</source>
            <translation>A camada da qual {} foi feita não está aberta.</translation>
        </message>
        <message>
            <source>{} (synthetic, finished rows)</source>
            <translation>{} (sintética, linhas prontas)</translation>
        </message>
        <message>
            <source>Compare with its source</source>
            <translation>Comparar com a fonte</translation>
        </message>
        <message>
            <source>Translate again with…</source>
            <translation>Traduzir de novo com…</translation>
        </message>
        <message>
            <source>Sample (Sentinel-1)</source>
            <translation>Exemplo (Sentinel-1)</translation>
        </message>
        <message>
            <source>Source and result are in the project.</source>
            <translation>A fonte e o resultado estão no projeto.</translation>
        </message>
        <message>
            <source>A Python 3.11 or newer with the packages</source>
            <translation>Um Python 3.11 ou mais novo com os pacotes</translation>
        </message>
        <message>
            <source>Offline bundle</source>
            <translation>Pacote offline</translation>
        </message>
        <message>
            <source>Translating the sample</source>
            <translation>Traduzindo o exemplo</translation>
        </message>
        <message>
            <source>Use an existing Python...</source>
            <translation>Usar um Python existente...</translation>
        </message>
        <message>
            <source>From an offline bundle...</source>
            <translation>De um pacote offline...</translation>
        </message>
        <message>
            <source>Copy diagnostics</source>
            <translation>Copiar diagnóstico</translation>
        </message>
        <message>
            <source>Try the sample</source>
            <translation>Testar o exemplo</translation>
        </message>
        <message>
            <source>Continue to the panel</source>
            <translation>Continuar para o painel</translation>
        </message>
        <message>
            <source>Repair</source>
            <translation>Reparar</translation>
        </message>
        <message>
            <source>Remove</source>
            <translation>Remover</translation>
        </message>
        <message>
            <source>Any2Any needs its own Python packages</source>
            <translation>O Any2Any precisa dos próprios pacotes Python</translation>
        </message>
        <message>
            <source>They are downloaded into a folder of their own: QGIS and other plugins stay as they are, and Remove takes everything away again.</source>
            <translation>Eles são baixados em uma pasta própria: o QGIS e os outros complementos ficam como estão, e Remover tira tudo.</translation>
        </message>
        <message>
            <source>Set up (about {:.0f} MB)</source>
            <translation>Instalar (cerca de {:.0f} MB)</translation>
        </message>
        <message>
            <source>Setting up</source>
            <translation>Instalando</translation>
        </message>
        <message>
            <source>Removing the packages</source>
            <translation>Removendo os pacotes</translation>
        </message>
        <message>
            <source>Try again</source>
            <translation>Tentar de novo</translation>
        </message>
        <message>
            <source>Network options...</source>
            <translation>Opções de rede...</translation>
        </message>
        <message>
            <source>Any2Any options...</source>
            <translation>Opções do Any2Any...</translation>
        </message>
        <message>
            <source>Continue with the processor</source>
            <translation>Continuar com o processador</translation>
        </message>
        <message>
            <source>This did not work; Any2Any stays as it was</source>
            <translation>Isto não funcionou; o Any2Any fica como estava</translation>
        </message>
        <message>
            <source>Any2Any is not set up</source>
            <translation>O Any2Any não está instalado</translation>
        </message>
        <message>
            <source>Any2Any is ready</source>
            <translation>O Any2Any está pronto</translation>
        </message>
        <message>
            <source>Use the graphics card {} (about {:.0f} MB)</source>
            <translation>Usar a placa de vídeo {} (cerca de {:.0f} MB)</translation>
        </message>
        <message>
            <source>Device in use: {}</source>
            <translation>Dispositivo em uso: {}</translation>
        </message>
        <message>
            <source>Remove ({:.0f} MB)</source>
            <translation>Remover ({:.0f} MB)</translation>
        </message>
        <message>
            <source>It uses a Python from the options, or one that was found.</source>
            <translation>Ele usa um Python escolhido nas opções ou encontrado.</translation>
        </message>
        <message>
            <source>Layer to translate</source>
            <translation>Camada a traduzir</translation>
        </message>
        <message>
            <source>Open a raster file</source>
            <translation>Abrir um arquivo raster</translation>
        </message>
        <message>
            <source>Source modality</source>
            <translation>Modalidade de origem</translation>
        </message>
        <message>
            <source>Bands</source>
            <translation>Bandas</translation>
        </message>
        <message>
            <source>&amp;Layer</source>
            <translation>&amp;Camada</translation>
        </message>
        <message>
            <source>&amp;From</source>
            <translation>&amp;De</translation>
        </message>
        <message>
            <source>Choose a raster layer.</source>
            <translation>Escolha uma camada raster.</translation>
        </message>
        <message>
            <source>{} needs {} bands, this layer has {}.</source>
            <translation>{} precisa de {} bandas, esta camada tem {}.</translation>
        </message>
        <message>
            <source>QGIS cannot open {} as a raster.</source>
            <translation>O QGIS não consegue abrir {} como raster.</translation>
        </message>
        <message>
            <source>looks like {}: {}</source>
            <translation>parece {}: {}</translation>
        </message>
        <message>
            <source>chosen by you</source>
            <translation>escolhido por você</translation>
        </message>
        <message>
            <source>&amp;To</source>
            <translation>&amp;Para</translation>
        </message>
        <message>
            <source>This is what the layer shows.</source>
            <translation>É isto que a camada mostra.</translation>
        </message>
        <message>
            <source>Trained direction, translated through {} by your choice</source>
            <translation>Direção treinada, traduzida através de {} por sua escolha</translation>
        </message>
        <message>
            <source>Trained direction</source>
            <translation>Direção treinada</translation>
        </message>
        <message>
            <source>* Zero-shot: not trained, translated through {}</source>
            <translation>* Sem treino: traduzida através de {}</translation>
        </message>
        <message>
            <source>* Zero-shot: not trained on this direction</source>
            <translation>* Sem treino nesta direção</translation>
        </message>
        <message>
            <source>Translate to {}</source>
            <translation>Traduzir para {}</translation>
        </message>
        <message>
            <source>Pre&amp;view</source>
            <translation>Pré&amp;via</translation>
        </message>
        <message>
            <source>&amp;Run</source>
            <translation>&amp;Executar</translation>
        </message>
        <message>
            <source>Translate the middle of the map view</source>
            <translation>Traduzir o meio da vista do mapa</translation>
        </message>
        <message>
            <source>&amp;Preset</source>
            <translation>P&amp;redefinição</translation>
        </message>
        <message>
            <source>Choose an area: a map service has no end.</source>
            <translation>Escolha uma área: um serviço de mapas não tem fim.</translation>
        </message>
        <message>
            <source>The plugin is removed; the packages that it downloaded are still in {}.</source>
            <translation>O complemento foi removido; os pacotes que ele baixou ainda estão em {}.</translation>
        </message>
        <message>
            <source>Remove them ({:.0f} MB)</source>
            <translation>Removê-los ({:.0f} MB)</translation>
        </message>
        <message>
            <source>Units of the values</source>
            <translation>Unidades dos valores</translation>
        </message>
        <message>
            <source>Processing level of the reflectance</source>
            <translation>Nível de processamento da refletância</translation>
        </message>
        <message>
            <source>The model works with surface reflectance. Top-of-atmosphere reflectance is converted to it first.</source>
            <translation>O modelo conhece a refletância na superfície; a do topo da atmosfera é levada a ela.</translation>
        </message>
        <message>
            <source>Reflectan&amp;ce</source>
            <translation>Refletân&amp;cia</translation>
        </message>
        <message>
            <source>&amp;Units</source>
            <translation>&amp;Unidades</translation>
        </message>
        <message>
            <source>Its values look like “{}”, but “{}” is chosen.</source>
            <translation>Os valores parecem “{}”, mas “{}” foi escolhido.</translation>
        </message>
        <message>
            <source>Computed on {}. Click for the set-up: repair, remove, graphics card.</source>
            <translation>Calculado em {}. Clique para a instalação: reparar, remover, placa de vídeo.</translation>
        </message>
        <message>
            <source>The layer {} is a map service: choose an area, such as the map view.</source>
            <translation>A camada {} é um serviço de mapas: escolha uma área, como a vista do mapa.</translation>
        </message>
        <message>
            <source>The extent {} does not touch the layer {}, which covers {}.</source>
            <translation>A extensão {} não toca a camada {}, que cobre {}.</translation>
        </message>
        <message>
            <source>The area has {} × {} pixels: choose a smaller one, at most {} × {}.</source>
            <translation>A área tem {} × {} pixels: escolha uma menor, no máximo {} × {}.</translation>
        </message>
        <message>
            <source>The layer {} is a map service without end: export the area to a GeoTIFF first.</source>
            <translation>A camada {} é um serviço de mapas sem limites: exporte antes a área para um GeoTIFF.</translation>
        </message>
        <message>
            <source>Exporting the layer {}</source>
            <translation>Exportando a camada {}</translation>
        </message>
        <message>
            <source>The layer has no picture of this area: its service does not answer, or covers another place.</source>
            <translation>A camada não tem imagem desta área: o serviço dela não responde ou cobre outro lugar.</translation>
        </message>
        <message>
            <source>The layer gave no picture of {} % of the area: the result has no data there.</source>
            <translation>A camada não forneceu imagem de {} % da área: o resultado não tem dados ali.</translation>
        </message>
        <message>
            <source>The layer cannot be exported: save it as a GeoTIFF first.</source>
            <translation>A camada não pode ser exportada: salve-a primeiro como GeoTIFF.</translation>
        </message>
        <message>
            <source>The layer cannot be exported: error {} of QGIS's writer.</source>
            <translation>A camada não pode ser exportada: erro {} da gravação do QGIS.</translation>
        </message>
        <message>
            <source>The layer cannot be resampled: {}</source>
            <translation>A camada não pode ser reamostrada: {}</translation>
        </message>
        <message>
            <source>{} cannot be written.</source>
            <translation>Não é possível gravar {}.</translation>
        </message>
        <message>
            <source>synthetic {}: Any2Any wrote this file</source>
            <translation>{} sintética: o Any2Any gravou este arquivo</translation>
        </message>
        <message>
            <source>band {} is named {}</source>
            <translation>a banda {} se chama {}</translation>
        </message>
        <message>
            <source>{} bands named {}</source>
            <translation>{} bandas chamadas {}</translation>
        </message>
        <message>
            <source>wavelengths of {} nm</source>
            <translation>comprimentos de onda de {} nm</translation>
        </message>
        <message>
            <source>colour bands red, green and blue</source>
            <translation>bandas de cor vermelha, verde e azul</translation>
        </message>
        <message>
            <source>complex values, as only radar has</source>
            <translation>valores complexos, que só o radar tem</translation>
        </message>
        <message>
            <source>values around {:.0f} are decibels</source>
            <translation>valores em torno de {:.0f} são decibéis</translation>
        </message>
        <message>
            <source>the name {} says so</source>
            <translation>o nome {} diz isso</translation>
        </message>
        <message>
            <source>guessed from its {} band(s) only: please check</source>
            <translation>só o número de {} banda(s) sugere isso: verifique</translation>
        </message>
        <message>
            <source>{}: holes filled (partly synthetic)</source>
            <translation>{}: lacunas preenchidas (parcialmente sintético)</translation>
        </message>
        <message>
            <source>{}: synthetic pixels</source>
            <translation>{}: pixels sintéticos</translation>
        </message>
        <message>
            <source>{}: outline of the filled parts</source>
            <translation>{}: contorno das partes preenchidas</translation>
        </message>
        <message>
            <source>{}: error (result minus truth)</source>
            <translation>{}: erro (resultado menos realidade)</translation>
        </message>
        <message>
            <source>Training tiles</source>
            <translation>Blocos de treino</translation>
        </message>
        <message>
            <source>Train</source>
            <translation>Treino</translation>
        </message>
        <message>
            <source>Validation</source>
            <translation>Validação</translation>
        </message>
        <message>
            <source>Test</source>
            <translation>Teste</translation>
        </message>
        <message>
            <source>The layer {} has no file: choose an index that Export training tiles wrote.</source>
            <translation>A camada {} não está em nenhum arquivo: escolha um índice gravado por Exportar blocos de treino.</translation>
        </message>
        <message>
            <source>{} holds no finished rows.</source>
            <translation>{} não contém linhas prontas.</translation>
        </message>
        <message>
            <source>The finished rows in {} cannot be read any more.</source>
            <translation>As linhas prontas em {} não podem mais ser lidas.</translation>
        </message>
        <message>
            <source>{} steps</source>
            <translation>{} passos</translation>
        </message>
        <message>
            <source>seed {}</source>
            <translation>semente {}</translation>
        </message>
        <message>
            <source>{} {} standard deviation (synthetic, from {}; {})</source>
            <translation>{} {} desvio padrão (sintética, de {}; {})</translation>
        </message>
        <message>
            <source>{} {} (synthetic, from {}; {})</source>
            <translation>{} {} (sintética, de {}; {})</translation>
        </message>
        <message>
            <source>Synthetic {target} image, translated from the {source} image {name} by the model {model} ({digest}), {steps} sampling steps, seed {seed}. It shows a plausible image predicted by the model, not what a sensor measured.</source>
            <translation>Imagem {target} sintética, traduzida da imagem {source} {name} pelo modelo {model} ({digest}), {steps} passos de amostragem, semente {seed}. Mostra uma imagem plausível prevista pelo modelo, não o que um sensor mediu.</translation>
        </message>
        <message>
            <source> It is the mean of {} samples.</source>
            <translation> É a média de {} amostras.</translation>
        </message>
        <message>
            <source>Standard deviation over {} samples: where it is large, the model's own answers disagree. It is not an error bar: errors that all samples share do not show in it. About the image that it belongs to: {}</source>
            <translation>Desvio padrão sobre {} amostras: onde é grande, as respostas do modelo divergem. Não é uma barra de erro: o que o modelo nunca viu não está nele. Sobre a imagem a que pertence: {}</translation>
        </message>
        <message>
            <source> It was translated through {}.</source>
            <translation> Foi traduzida através de {}.</translation>
        </message>
        <message>
            <source> The model was not trained on this direction (zero-shot).</source>
            <translation> O modelo não foi treinado nesta direção (zero-shot).</translation>
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
            <translation>{time}: traduzida de {name} ({source}) com {model}, {steps} passos, semente {seed}</translation>
        </message>
        <message>
            <source>The layer {} is no longer in the project: add it again.</source>
            <translation>A camada {} não está mais no projeto: adicione-a de novo.</translation>
        </message>
        <message>
            <source>The layer {} comes from {}, which the worker cannot read: export it to a GeoTIFF (Export &gt; Save As...) first.</source>
            <translation>A camada {} vem de {}, que o processo de cálculo não consegue ler: exporte-a primeiro para GeoTIFF (Exportar &gt; Salvar como...).</translation>
        </message>
        <message>
            <source>The layer {} is being edited: save the edits or export it to a GeoTIFF first.</source>
            <translation>A camada {} está em edição: salve as edições ou exporte-a primeiro para GeoTIFF.</translation>
        </message>
        <message>
            <source>The layer {} was opened with options ({}): export it to a GeoTIFF first.</source>
            <translation>A camada {} foi aberta com opções ({}): exporte-a primeiro para GeoTIFF.</translation>
        </message>
        <message>
            <source>The layer {} is held in the memory of QGIS: export it to a GeoTIFF first.</source>
            <translation>A camada {} está na memória do QGIS: exporte-a primeiro para GeoTIFF.</translation>
        </message>
        <message>
            <source>The layer {} is placed by ground control points: export it to a GeoTIFF first.</source>
            <translation>A camada {} é posicionada por pontos de controle: exporte-a primeiro para GeoTIFF.</translation>
        </message>
        <message>
            <source>The raster {} cannot be opened any more.</source>
            <translation>O raster {} não pode mais ser aberto.</translation>
        </message>
        <message>
            <source>False colour (NIR, red, green)</source>
            <translation>Falsa cor (NIR, vermelho, verde)</translation>
        </message>
        <message>
            <source>Short wave infrared (SWIR, NIR, red)</source>
            <translation>Infravermelho de ondas curtas (SWIR, NIR, vermelho)</translation>
        </message>
        <message>
            <source>True colour</source>
            <translation>Cor verdadeira</translation>
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
            <translation>lacuna que nenhuma fonte mostra</translation>
        </message>
        <message>
            <source>Automatic</source>
            <translation>Automática</translation>
        </message>
        <message>
            <source>Reflectance (0 to 1)</source>
            <translation>Reflectância (0 a 1)</translation>
        </message>
        <message>
            <source>Reflectance × 10000</source>
            <translation>Reflectância × 10000</translation>
        </message>
        <message>
            <source>Reflectance × 10000 + 1000 (Sentinel-2 since 2022)</source>
            <translation>Reflectância × 10000 + 1000 (Sentinel-2 desde 2022)</translation>
        </message>
        <message>
            <source>Landsat Collection 2 numbers</source>
            <translation>Números do Landsat Collection 2</translation>
        </message>
        <message>
            <source>Landsat Collection 2 level 1 numbers</source>
            <translation>Números do Landsat Collection 2 nível 1</translation>
        </message>
        <message>
            <source>8-bit picture</source>
            <translation>Imagem de 8 bits</translation>
        </message>
        <message>
            <source>Decibels</source>
            <translation>Decibéis</translation>
        </message>
        <message>
            <source>Decibels × 10</source>
            <translation>Decibéis × 10</translation>
        </message>
        <message>
            <source>Decibels × 100</source>
            <translation>Decibéis × 100</translation>
        </message>
        <message>
            <source>Linear power</source>
            <translation>Potência linear</translation>
        </message>
        <message>
            <source>Amplitude</source>
            <translation>Amplitude</translation>
        </message>
        <message>
            <source>8-bit picture of amplitude</source>
            <translation>Imagem de 8 bits de amplitude</translation>
        </message>
        <message>
            <source>8-bit picture of decibels</source>
            <translation>Imagem de 8 bits de decibéis</translation>
        </message>
        <message>
            <source>Kelvin</source>
            <translation>Kelvin</translation>
        </message>
        <message>
            <source>Degrees Celsius</source>
            <translation>Graus Celsius</translation>
        </message>
        <message>
            <source>Landsat Collection 2 temperature</source>
            <translation>Temperatura do Landsat Collection 2</translation>
        </message>
        <message>
            <source>Scale and offset of the file</source>
            <translation>Escala e deslocamento do arquivo</translation>
        </message>
        <message>
            <source>Fast (1 step, smooth)</source>
            <translation>Rápido (1 passo, suave)</translation>
        </message>
        <message>
            <source>Balanced (4 steps)</source>
            <translation>Equilibrado (4 passos)</translation>
        </message>
        <message>
            <source>Detailed (10 steps)</source>
            <translation>Detalhado (10 passos)</translation>
        </message>
        <message>
            <source>As in the paper (250 steps)</source>
            <translation>Como no artigo (250 passos)</translation>
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
            <translation>detalhado</translation>
        </message>
        <message>
            <source>as in the paper</source>
            <translation>como no artigo</translation>
        </message>
        <message>
            <source>Surface (level 2A)</source>
            <translation>Superfície (nível 2A)</translation>
        </message>
        <message>
            <source>Top of the atmosphere (level 1C)</source>
            <translation>Topo da atmosfera (nível 1C)</translation>
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
            <translation>Através de {}</translation>
        </message>
        <message>
            <source>Direct</source>
            <translation>Direta</translation>
        </message>
        <message>
            <source>Training</source>
            <translation>Treinamento</translation>
        </message>
        <message>
            <source>Processor (smallest download)</source>
            <translation>Processador (menor download)</translation>
        </message>
        <message>
            <source>Graphics card</source>
            <translation>Placa de vídeo</translation>
        </message>
        <message>
            <source>With training</source>
            <translation>Com treinamento</translation>
        </message>
        <message>
            <source>Show the Any2Any panel</source>
            <translation>Mostrar o painel do Any2Any</translation>
        </message>
        <message>
            <source>Any2Any is ready: open its panel.</source>
            <translation>O Any2Any está pronto: abra o painel dele.</translation>
        </message>
        <message>
            <source>Any2Any is installed: open its panel to set it up.</source>
            <translation>O Any2Any foi adicionado ao QGIS: abra o painel dele para instalá-lo.</translation>
        </message>
        <message>
            <source>Open the panel</source>
            <translation>Abrir o painel</translation>
        </message>
        <message>
            <source>Parameters</source>
            <translation>Parâmetros</translation>
        </message>
        <message>
            <source>Outputs</source>
            <translation>Saídas</translation>
        </message>
        <message>
            <source>optional</source>
            <translation>opcional</translation>
        </message>
        <message>
            <source>The bundled model is missing: {} Reinstall the plugin.</source>
            <translation>Falta o modelo incluído: {} Reinstale o complemento.</translation>
        </message>
        <message>
            <source>Translation</source>
            <translation>Tradução</translation>
        </message>
        <message>
            <source>Compare with a real image</source>
            <translation>Comparar com uma imagem real</translation>
        </message>
        <message>
            <source>Scores a translated image against a real one of the same place: error, bias and correlation of each band, a map of the errors and a page with pictures. The real image may have another CRS, extent and pixel size; it is resampled to the result's grid.</source>
            <translation>Avalia uma imagem traduzida em relação a uma real do mesmo lugar: erro, viés e correlação de cada banda, um mapa de erros e uma página com imagens. A imagem real pode ter outro SRC, outra extensão e outro tamanho de pixel; ela é levada à grade do resultado.</translation>
        </message>
        <message>
            <source>Page of the report</source>
            <translation>Página do relatório</translation>
        </message>
        <message>
            <source>Peak signal-to-noise ratio, dB</source>
            <translation>Relação sinal-ruído de pico, dB</translation>
        </message>
        <message>
            <source>Figures as JSON</source>
            <translation>Números em JSON</translation>
        </message>
        <message>
            <source>Translated image</source>
            <translation>Imagem traduzida</translation>
        </message>
        <message>
            <source>Real image</source>
            <translation>Imagem real</translation>
        </message>
        <message>
            <source>Bands of the real image</source>
            <translation>Bandas da imagem real</translation>
        </message>
        <message>
            <source>A result of Any2Any, or another raster if the modality is chosen.</source>
            <translation>Um resultado do Any2Any, ou outro raster se a modalidade for escolhida.</translation>
        </message>
        <message>
            <source>An image of the same modality that a sensor took of the same place.</source>
            <translation>Uma imagem da mesma modalidade que um sensor fez do mesmo lugar.</translation>
        </message>
        <message>
            <source>Modality of both</source>
            <translation>Modalidade de ambas</translation>
        </message>
        <message>
            <source>What both images show; auto reads it from the result's tags.</source>
            <translation>O que as duas imagens mostram; auto toma o que dizem as etiquetas do resultado.</translation>
        </message>
        <message>
            <source>Radiometry of the real image</source>
            <translation>Radiometria da imagem real</translation>
        </message>
        <message>
            <source>How the real image stores its values; auto looks at the file and says what it chose.</source>
            <translation>Como a imagem real guarda os valores; auto examina o arquivo e diz o que escolheu.</translation>
        </message>
        <message>
            <source>In the order of the modality. If empty, they are found by name, or the first are used.</source>
            <translation>Na ordem da modalidade. Se vazio, são achadas pelo nome, ou são usadas as primeiras.</translation>
        </message>
        <message>
            <source>Map of errors</source>
            <translation>Mapa de erros</translation>
        </message>
        <message>
            <source>Folder for the report</source>
            <translation>Pasta do relatório</translation>
        </message>
        <message>
            <source>Result minus real image for each band, in reflectance or dB.</source>
            <translation>Resultado menos imagem real para cada banda, em reflectância ou dB.</translation>
        </message>
        <message>
            <source>A page with figures and pictures, and the figures as JSON.</source>
            <translation>Uma página com números e imagens, e os números em JSON.</translation>
        </message>
        <message>
            <source>PSNR {:.2f} dB over {} pixels, {:.0f} % of the result</source>
            <translation>PSNR {:.2f} dB sobre {} pixels, {:.0f} % do resultado</translation>
        </message>
        <message>
            <source>{}: error {:.4f}, bias {:+.4f}, correlation {:.3f} ({})</source>
            <translation>{}: erro {:.4f}, viés {:+.4f}, correlação {:.3f} ({})</translation>
        </message>
        <message>
            <source>Export training tiles</source>
            <translation>Exportar blocos de treino</translation>
        </message>
        <message>
            <source>Makes training data from layers that show the same place in different modalities, for example radar and true colour.

The layers are checked against one another: they need one CRS and one pixel grid, with pixel sizes in whole ratios, and are cut to the ground that they share. Where they do not fit, the message says which one to warp, and to which grid.

The result is a GeoPackage of footprints that points to the rasters. Run the algorithm once for every scene with the same output, then run Fine-tune a model.</source>
            <translation>Faz dados de treino a partir de camadas que mostram o mesmo lugar em modalidades diferentes, por exemplo radar e cor verdadeira.

As camadas são comparadas entre si: precisam de um SRC e de uma grade de pixels comuns, com tamanhos de pixel em razões inteiras, e são cortadas no terreno que compartilham. Onde não se ajustam, a mensagem diz qual reprojetar e para qual grade.

O resultado é um GeoPackage de contornos que aponta para os rasters. Execute o algoritmo uma vez por cena com a mesma saída e depois Ajustar um modelo.</translation>
        </message>
        <message>
            <source>Tiles of this scene</source>
            <translation>Blocos desta cena</translation>
        </message>
        <message>
            <source>Tiles in the index</source>
            <translation>Blocos no índice</translation>
        </message>
        <message>
            <source>Split</source>
            <translation>Partição</translation>
        </message>
        <message>
            <source>Choose at least two layers of the same place.</source>
            <translation>Escolha ao menos duas camadas do mesmo lugar.</translation>
        </message>
        <message>
            <source>Further layers: {!r} is not a raster layer or file; choose another.</source>
            <translation>Outras camadas: {!r} não é camada raster nem arquivo; escolha outra.</translation>
        </message>
        <message>
            <source>Further layers: bands {!r} are not numbers; write them like 1 2 3.</source>
            <translation>Outras camadas: as bandas {!r} não são números; escreva-as como 1 2 3.</translation>
        </message>
        <message>
            <source>Scene {scene} of place {place}: {tiles} tiles for {split}, {tiles_in_index} tiles in the index now</source>
            <translation>Cena {scene} do lugar {place}: {tiles} blocos para {split}, {tiles_in_index} blocos no índice agora</translation>
        </message>
        <message>
            <source>{} layer</source>
            <translation>Camada {}</translation>
        </message>
        <message>
            <source>A raster of this kind ({}); the model knows it at {:g} m. Give at least two layers of the same place: one CRS, one pixel grid, pixel sizes in whole ratios.</source>
            <translation>Um raster deste tipo ({}); o modelo o conhece a {:g} m. Dê ao menos duas camadas do mesmo lugar: um SRC, uma grade de pixels, tamanhos de pixel em razões inteiras.</translation>
        </message>
        <message>
            <source>Scene name</source>
            <translation>Nome da cena</translation>
        </message>
        <message>
            <source>Name of this scene in the index. If empty, the name of the first layer is used.</source>
            <translation>Como chamar esta cena no índice; sem nome, o da primeira camada.</translation>
        </message>
        <message>
            <source>Place</source>
            <translation>Lugar</translation>
        </message>
        <message>
            <source>Scenes of one place share a split. If empty, the place of an overlapping scene in the index is used; without one, the scene is a new place.</source>
            <translation>Cenas de um lugar compartilham a partição. Sem lugar, uma cena do índice que se sobrepõe a esta o dá; senão a cena é um lugar próprio.</translation>
        </message>
        <message>
            <source>Train: used to learn. Validation: used to watch the training. Test: kept for the final score. Auto: the split of the place; new places are shared out by about 80, 10 and 10 %, the first ones to train.</source>
            <translation>Treino: para aprender. Validação: para vigiar o treino. Teste: guardado para o julgamento final. Auto: a partição do lugar, e para lugares novos cerca de 80, 10 e 10 %, os primeiros para treinar.</translation>
        </message>
        <message>
            <source>Licence of the images</source>
            <translation>Licença das imagens</translation>
        </message>
        <message>
            <source>For example CC-BY-4.0. Every model that is trained on these tiles records it.</source>
            <translation>Como em CC-BY-4.0. Vai para o registro de cada modelo treinado com elas.</translation>
        </message>
        <message>
            <source>Extent</source>
            <translation>Extensão</translation>
        </message>
        <message>
            <source>The area to use. If empty, the area that all layers share.</source>
            <translation>A parte a usar; sem ela, tudo o que as camadas compartilham.</translation>
        </message>
        <message>
            <source>{} bands</source>
            <translation>Bandas de {}</translation>
        </message>
        <message>
            <source>{} radiometry</source>
            <translation>Radiometria de {}</translation>
        </message>
        <message>
            <source>The layer's bands in the order {}. If empty, they are found by name.</source>
            <translation>As bandas da camada na ordem {}. Sem escolha são achadas pelo nome.</translation>
        </message>
        <message>
            <source>How the layer stores its values. Auto looks at the file and says what it chose; the names are those of the algorithm Translate image modality.</source>
            <translation>Como a camada guarda os valores. Auto examina o arquivo e diz o que escolheu; os nomes são os do algoritmo Traduzir a modalidade de uma imagem.</translation>
        </message>
        <message>
            <source>Model folder</source>
            <translation>Pasta do modelo</translation>
        </message>
        <message>
            <source>Modality</source>
            <translation>Modalidade</translation>
        </message>
        <message>
            <source>Raster</source>
            <translation>Raster</translation>
        </message>
        <message>
            <source>Radiometry</source>
            <translation>Radiometria</translation>
        </message>
        <message>
            <source>Further layers</source>
            <translation>Outras camadas</translation>
        </message>
        <message>
            <source>The model to train; it defines the modalities. If empty, the bundled model.</source>
            <translation>O modelo a treinar, se não for o incluído: ele diz quais modalidades existem.</translation>
        </message>
        <message>
            <source>Layers of modalities that the bundled model lacks: the modality's name in the model, a layer or a file, band numbers separated by spaces, and a radiometry; the last two may stay empty.</source>
            <translation>Camadas de modalidades que o modelo incluído não tem: o nome da modalidade no modelo, uma camada ou arquivo, números de banda separados por espaços e uma radiometria; os dois últimos podem ficar vazios.</translation>
        </message>
        <message>
            <source>Add to an existing index</source>
            <translation>Adicionar a um índice existente</translation>
        </message>
        <message>
            <source>Keeps the scenes that are already in the file, so that you can export one scene after another. A scene with the same name and files is replaced. If off, the file is overwritten.</source>
            <translation>Mantém as cenas que o arquivo já tem, para exportar cenas uma após a outra. Uma cena com o mesmo nome e arquivos é substituída. Sem isso o arquivo é regravado.</translation>
        </message>
        <message>
            <source>Index of training tiles</source>
            <translation>Índice de blocos de treino</translation>
        </message>
        <message>
            <source>A GeoPackage with the footprints of the tiles. It refers to the rasters and does not copy their pixels: do not move them.</source>
            <translation>Um GeoPackage com os contornos dos blocos. Ele aponta para os rasters e não copia pixels: deixe-os onde estão.</translation>
        </message>
        <message>
            <source>Checking the input</source>
            <translation>Verificando a entrada</translation>
        </message>
        <message>
            <source>Loading the model</source>
            <translation>Carregando o modelo</translation>
        </message>
        <message>
            <source>Encoding</source>
            <translation>Codificando</translation>
        </message>
        <message>
            <source>Translating</source>
            <translation>Traduzindo</translation>
        </message>
        <message>
            <source>Decoding</source>
            <translation>Decodificando</translation>
        </message>
        <message>
            <source>Writing the file</source>
            <translation>Gravando o arquivo</translation>
        </message>
        <message>
            <source>Finished</source>
            <translation>Concluído</translation>
        </message>
        <message>
            <source>Comparing</source>
            <translation>Comparando</translation>
        </message>
        <message>
            <source>Exporting the layer</source>
            <translation>Exportando a camada</translation>
        </message>
        <message>
            <source>Fill cloud gaps</source>
            <translation>Preencher lacunas de nuvens</translation>
        </message>
        <message>
            <source>Fills the holes of an image from radar or another source, and from an older image where there is one. The fill is calibrated on the clear part of the image. Measured pixels are copied bit for bit, and a second raster says which pixels are synthetic.</source>
            <translation>Preenche as lacunas de uma imagem a partir de radar ou outra fonte, e de uma imagem mais antiga se houver. O preenchimento é calibrado na parte limpa da imagem. Os pixels medidos são copiados bit a bit, e um segundo raster indica quais pixels são sintéticos.</translation>
        </message>
        <message>
            <source>Synthetic pixels</source>
            <translation>Pixels sintéticos</translation>
        </message>
        <message>
            <source>Pixels of holes that no source shows</source>
            <translation>Pixels de lacunas que nenhuma fonte mostra</translation>
        </message>
        <message>
            <source>Source</source>
            <translation>Fonte</translation>
        </message>
        <message>
            <source>Second source</source>
            <translation>Segunda fonte</translation>
        </message>
        <message>
            <source>All its bands are filled; type and units stay the same.</source>
            <translation>Todas as suas bandas são preenchidas; tipo e unidades permanecem iguais.</translation>
        </message>
        <message>
            <source>What shows the ground under the holes, such as radar of the same week.</source>
            <translation>O que mostra o solo sob as lacunas, como um radar da mesma semana.</translation>
        </message>
        <message>
            <source>What the source shows.</source>
            <translation>O que a fonte mostra.</translation>
        </message>
        <message>
            <source>Another source, such as radar of the older image's date.</source>
            <translation>Outra fonte, como radar da data da imagem mais antiga.</translation>
        </message>
        <message>
            <source>Modality of the second source</source>
            <translation>Modalidade da segunda fonte</translation>
        </message>
        <message>
            <source>What the second source shows.</source>
            <translation>O que a segunda fonte mostra.</translation>
        </message>
        <message>
            <source>An image of the same kind from another date, without clouds. Its levels are adapted.</source>
            <translation>O mesmo tipo de imagem em outra data sem nuvens. Seus níveis são adaptados.</translation>
        </message>
        <message>
            <source>Modality of the image</source>
            <translation>Modalidade da imagem</translation>
        </message>
        <message>
            <source>What the image shows; auto decides by the names and the number of its bands.</source>
            <translation>O que a imagem mostra; auto usa os nomes e o número de suas bandas.</translation>
        </message>
        <message>
            <source>Radiometry of the image</source>
            <translation>Radiometria da imagem</translation>
        </message>
        <message>
            <source>How the image stores its values; auto looks at the file and says what it chose.</source>
            <translation>Como a imagem guarda seus valores; auto examina o arquivo e diz o que escolheu.</translation>
        </message>
        <message>
            <source>Band of the holes</source>
            <translation>Banda das lacunas</translation>
        </message>
        <message>
            <source>Classes that are holes</source>
            <translation>Classes que são lacunas</translation>
        </message>
        <message>
            <source>A raster that is not 0 in holes, a raster of classes, or polygons. If empty, the image's nodata.</source>
            <translation>Um raster diferente de 0 nas lacunas, um raster de classes ou polígonos. Se vazio, o nodata da imagem.</translation>
        </message>
        <message>
            <source>Band of the raster of holes or classes.</source>
            <translation>Banda do raster de lacunas ou classes.</translation>
        </message>
        <message>
            <source>Such as 3,8,9,10 for Sentinel-2's scene classification. If empty, all values but 0.</source>
            <translation>Por exemplo 3,8,9,10 para a classificação de cena do Sentinel-2. Se vazio, todos os valores exceto 0.</translation>
        </message>
        <message>
            <source>Filled image</source>
            <translation>Imagem preenchida</translation>
        </message>
        <message>
            <source>Map of synthetic pixels</source>
            <translation>Mapa de pixels sintéticos</translation>
        </message>
        <message>
            <source>Outline of the filled parts</source>
            <translation>Contorno das partes preenchidas</translation>
        </message>
        <message>
            <source>The image without its holes.</source>
            <translation>A imagem sem suas lacunas.</translation>
        </message>
        <message>
            <source>0 is measured, 1 is synthetic, 2 is a hole that no source shows.</source>
            <translation>0 é medido, 1 é sintético, 2 é uma lacuna que nenhuma fonte mostra.</translation>
        </message>
        <message>
            <source>Polygons around the synthetic pixels and around holes that no source shows.</source>
            <translation>Polígonos em volta dos pixels sintéticos e das lacunas que nenhuma fonte mostra.</translation>
        </message>
        <message>
            <source>The classes {!r} are not whole numbers: write them like 3,8,9,10.</source>
            <translation>As classes {!r} não são números inteiros: escreva-as como 3,8,9,10.</translation>
        </message>
        <message>
            <source>{} pixels are synthetic, calibrated on {} clear pixels</source>
            <translation>{} pixels são sintéticos, calibrados em {} pixels limpos</translation>
        </message>
        <message>
            <source>The polygons of {} cannot be written: {}</source>
            <translation>Os polígonos de {} não podem ser gravados: {}</translation>
        </message>
        <message>
            <source>Fine-tune a model</source>
            <translation>Ajustar um modelo</translation>
        </message>
        <message>
            <source>Trains a copy of a model further on tiles that Export training tiles collected, so that it suits a region, a season or a sensor better.

It runs in the worker's Python, which needs accelerate and pyyaml for this, on its graphics card if there is one; on a processor, count on seconds a step. Cancel keeps what was trained: run it again with the same parameters to go on.

The result is a model folder for the parameter Model folder of Translate image modality. The log says how far off its translations of held-out tiles were before and after.</source>
            <translation>Treina mais uma cópia de um modelo com os blocos reunidos por Exportar blocos de treino, para que sirva melhor a uma região, uma estação ou um sensor.

Roda no Python do processo de cálculo, que para isso precisa de accelerate e pyyaml, na placa gráfica dele se houver; em um processador, conte com segundos por passo. Cancelar mantém o que foi treinado: execute de novo com os mesmos parâmetros para continuar.

O resultado é uma pasta de modelo para o parâmetro Pasta do modelo de Traduzir a modalidade de uma imagem. O registro diz quanto ele errava em blocos reservados antes e depois.</translation>
        </message>
        <message>
            <source>Loss before</source>
            <translation>Perda antes</translation>
        </message>
        <message>
            <source>Loss after</source>
            <translation>Perda depois</translation>
        </message>
        <message>
            <source>{!r} is not a direction: write two modalities like sar-&gt;rgb.</source>
            <translation>{!r} não é uma direção: escreva duas modalidades como sar-&gt;rgb.</translation>
        </message>
        <message>
            <source>The footprints that Export training tiles wrote, as a layer or as a file.</source>
            <translation>Os contornos gravados por Exportar blocos de treino, como camada ou arquivo.</translation>
        </message>
        <message>
            <source>Base model</source>
            <translation>Modelo base</translation>
        </message>
        <message>
            <source>Folder of the model to start from. If empty, the bundled model. The folder is not changed.</source>
            <translation>Pasta do modelo de partida; sem ela, o modelo incluído. Ele não é alterado.</translation>
        </message>
        <message>
            <source>Directions</source>
            <translation>Direções</translation>
        </message>
        <message>
            <source>Directions to train, such as sar-&gt;rgb, rgb-&gt;sar. If empty, all directions of the training tiles. Other directions may get worse, so name all that you need.</source>
            <translation>O que treinar, como sar-&gt;rgb, rgb-&gt;sar. Sem nenhuma, todas as direções que há nos blocos; as outras podem piorar, então nomeie as que precisa.</translation>
        </message>
        <message>
            <source>Learning rate</source>
            <translation>Taxa de aprendizado</translation>
        </message>
        <message>
            <source>Seed</source>
            <translation>Semente</translation>
        </message>
        <message>
            <source>Number of weight updates. A few hundred adapt a model to a few scenes.</source>
            <translation>Quantas vezes os pesos são alterados. Algumas centenas adaptam um modelo a umas poucas cenas.</translation>
        </message>
        <message>
            <source>Size of each weight update: halve it if the loss rises.</source>
            <translation>Quanto são alterados a cada vez: reduza à metade se a perda subir.</translation>
        </message>
        <message>
            <source>Windows per step</source>
            <translation>Janelas por passo</translation>
        </message>
        <message>
            <source>Larger batches make the training steadier, and need more memory and time in proportion.</source>
            <translation>Mais dão um treino mais estável e usam mais memória e tempo na mesma medida.</translation>
        </message>
        <message>
            <source>The same seed gives the same training.</source>
            <translation>A mesma semente dá o mesmo treino.</translation>
        </message>
        <message>
            <source>New model</source>
            <translation>Novo modelo</translation>
        </message>
        <message>
            <source>An empty or new folder for the model. A temporary folder is deleted when QGIS is closed.</source>
            <translation>Uma pasta vazia ou nova para o modelo. Uma temporária some quando o QGIS é fechado.</translation>
        </message>
        <message>
            <source>{name}: loss on {loss_split} tiles {loss_before:.4f} before, {loss_after:.4f} after {steps} steps</source>
            <translation>{name}: perda em blocos {loss_split} {loss_before:.4f} antes, {loss_after:.4f} depois de {steps} passos</translation>
        </message>
        <message>
            <source>{path} holds metadata that cannot be read ({reason}): copy or download the file again.</source>
            <translation>{path} contém metadados que não podem ser lidos ({reason}): copie ou baixe o arquivo novamente.</translation>
        </message>
        <message>
            <source>{path} takes pixels from the address {address}, which is not fetched: download that file and name the copy in its place.</source>
            <translation>{path} usa pixels do endereço {address}, que não é baixado: baixe esse arquivo e indique a cópia no lugar dele.</translation>
        </message>
        <message>
            <source>{path} has a name that is not UTF-8: rename the file or its folder.</source>
            <translation>O nome de {path} não é UTF-8: renomeie o arquivo ou sua pasta.</translation>
        </message>
        <message>
            <source>{path} holds several images: choose one of them ({parts}).</source>
            <translation>{path} contém várias imagens: escolha uma delas ({parts}).</translation>
        </message>
        <message>
            <source>{path} has no single variable {variable}: it has {known}.</source>
            <translation>{path} não tem uma única variável {variable}: tem {known}.</translation>
        </message>
        <message>
            <source>{count} bands were chosen, {title} needs {need}: choose {names}, in this order.</source>
            <translation>{count} bandas foram escolhidas e {title} precisa de {need}: escolha {names}, nesta ordem.</translation>
        </message>
        <message>
            <source>Band {band} does not exist: {path} has bands 1 to {count}.</source>
            <translation>A banda {band} não existe: {path} tem as bandas 1 a {count}.</translation>
        </message>
        <message>
            <source>{path} cannot be read ({reason}): copy or download the file again.</source>
            <translation>{path} não pode ser lido ({reason}): copie ou baixe o arquivo novamente.</translation>
        </message>
        <message>
            <source>The geotransform of {path} places its pixels nowhere on a map: georeference it again.</source>
            <translation>A geotransformação de {path} não coloca seus pixels em lugar algum do mapa: georreferencie-o de novo.</translation>
        </message>
        <message>
            <source>The raster joins Sentinel-2 products of the baselines {first} and {last}, whose numbers differ by 1,000: translate them one by one.</source>
            <translation>O raster une produtos Sentinel-2 das versões {first} e {last}, cujos valores diferem em 1.000: traduza-os um por um.</translation>
        </message>
        <message>
            <source>The raster seems to hold elevation, phase or another measure, not an image: choose another file, or choose the units if it is an image.</source>
            <translation>O raster parece conter elevação, fase ou outra medida, e não uma imagem: escolha outro arquivo, ou as unidades se for uma imagem.</translation>
        </message>
        <message>
            <source>Values near {value} do not fit {title} in any usual units: choose the units, or convert the file.</source>
            <translation>Valores próximos de {value} não servem para {title} em nenhuma unidade usual: escolha as unidades ou converta o arquivo.</translation>
        </message>
        <message>
            <source>The units “{units}” do not fit {title}: choose others.</source>
            <translation>As unidades “{units}” não servem para {title}: escolha outras.</translation>
        </message>
        <message>
            <source>The file has no scale and offset: choose other units.</source>
            <translation>O arquivo não tem escala nem deslocamento: escolha outras unidades.</translation>
        </message>
        <message>
            <source>The file's scale {scale} and offset {offset} make all values the same: choose the units.</source>
            <translation>A escala {scale} e o deslocamento {offset} do arquivo tornam todos os valores iguais: escolha as unidades.</translation>
        </message>
        <message>
            <source>With the file's scale and offset the values are not dB: convert the file to dB.</source>
            <translation>Com a escala e o deslocamento do arquivo os valores não são dB: converta o arquivo para dB.</translation>
        </message>
        <message>
            <source>{sensor} products hold uncalibrated numbers: convert the file to reflectance, or choose the units.</source>
            <translation>Os produtos {sensor} contêm valores não calibrados: converta o arquivo para reflectância ou escolha as unidades.</translation>
        </message>
        <message>
            <source>No haze is known for the bands {bands}: use surface reflectance.</source>
            <translation>A névoa das bandas {bands} não é conhecida: use reflectância de superfície.</translation>
        </message>
        <message>
            <source>The model {model} does not say that its {title} is surface reflectance: leave the option out.</source>
            <translation>O modelo {model} não indica que {title} é reflectância de superfície: não use esta opção.</translation>
        </message>
        <message>
            <source>The area has no pixel of the raster: choose another area.</source>
            <translation>A área não tem nenhum pixel do raster: escolha outra área.</translation>
        </message>
        <message>
            <source>{via} is the source or the target: choose another modality in between.</source>
            <translation>{via} é a origem ou o destino: escolha outra modalidade intermediária.</translation>
        </message>
        <message>
            <source>The model {model} does not know {name}: choose one of {known}.</source>
            <translation>O modelo {model} não conhece {name}: escolha entre {known}.</translation>
        </message>
        <message>
            <source>Source and target are both {source}: choose two different modalities.</source>
            <translation>A origem e o destino são ambos {source}: escolha duas modalidades diferentes.</translation>
        </message>
        <message>
            <source>{path} exists already: choose another name, or allow it to be overwritten.</source>
            <translation>{path} já existe: escolha outro nome ou permita sobrescrevê-lo.</translation>
        </message>
        <message>
            <source>{path} was not made by Any2Any and is in the way: move it or choose another name.</source>
            <translation>{path} não foi criado pelo Any2Any e está no caminho: mova-o ou escolha outro nome.</translation>
        </message>
        <message>
            <source>{path} holds an unfinished job with other settings: finish that job, delete the folder, or overwrite it.</source>
            <translation>{path} contém um trabalho inacabado com outras configurações: termine-o, apague a pasta ou sobrescreva-o.</translation>
        </message>
        <message>
            <source>{path} is damaged ({reason}): delete its folder and start again.</source>
            <translation>{path} está danificado ({reason}): apague a pasta e comece de novo.</translation>
        </message>
        <message>
            <source>Both outputs are {path}: choose two names.</source>
            <translation>As duas saídas são {path}: escolha dois nomes.</translation>
        </message>
        <message>
            <source>{path} is not a local file: choose one, and copy it afterwards.</source>
            <translation>{path} não é um arquivo local: escolha um e copie-o depois.</translation>
        </message>
        <message>
            <source>{path} is a folder: choose the name of a file in it.</source>
            <translation>{path} é uma pasta: escolha o nome de um arquivo dentro dela.</translation>
        </message>
        <message>
            <source>The output's name has {size} bytes: choose one of at most {most}.</source>
            <translation>O nome da saída tem {size} bytes: escolha um de no máximo {most}.</translation>
        </message>
        <message>
            <source>{path} cannot be written ({reason}): choose another folder.</source>
            <translation>{path} não pode ser gravado ({reason}): escolha outra pasta.</translation>
        </message>
        <message>
            <source>{count} finished parts in {path} were damaged and removed: run the job again, and check the disk.</source>
            <translation>{count} partes prontas em {path} estavam danificadas e foram removidas: execute o trabalho de novo e verifique o disco.</translation>
        </message>
        <message>
            <source>Another job took {path} over: run the job again, all work is kept.</source>
            <translation>Outro trabalho assumiu {path}: execute o trabalho de novo, tudo o que foi feito está guardado.</translation>
        </message>
        <message>
            <source>{path} is being worked on by {holder}: wait for that job or stop it.</source>
            <translation>Em {path} está trabalhando {holder}: espere por esse trabalho ou interrompa-o.</translation>
        </message>
        <message>
            <source>{path} and {beside} differ in shape and are not both georeferenced: give both a coordinate system.</source>
            <translation>{path} e {beside} têm tamanhos diferentes e não estão ambos georreferenciados: dê a ambos um sistema de coordenadas.</translation>
        </message>
        <message>
            <source>{path} lies elsewhere: it does not overlap {beside}.</source>
            <translation>{path} fica em outro lugar: não se sobrepõe a {beside}.</translation>
        </message>
        <message>
            <source>{path} cannot be converted to the raster's coordinate system ({reason}).</source>
            <translation>{path} não pode ser convertido para o sistema de coordenadas do raster ({reason}).</translation>
        </message>
        <message>
            <source>No pixel near the holes is clear, so some bands cannot be filled ({bands}): choose a mask that leaves clear pixels.</source>
            <translation>Nenhum pixel perto das lacunas está limpo, portanto algumas bandas não podem ser preenchidas ({bands}): escolha uma máscara que deixe pixels limpos.</translation>
        </message>
        <message>
            <source>{path} is not an image of {title}: {reason}</source>
            <translation>{path} não é uma imagem de {title}: {reason}</translation>
        </message>
        <message>
            <source>The modality of {path} is unknown: choose it.</source>
            <translation>A modalidade de {path} é desconhecida: escolha-a.</translation>
        </message>
        <message>
            <source>No image shows the ground under the holes: add a source or a reference.</source>
            <translation>Nenhuma imagem mostra o solo sob os buracos: adicione uma origem ou uma referência.</translation>
        </message>
        <message>
            <source>Cancelled: run the same fill again to continue it.</source>
            <translation>Cancelado: execute o mesmo preenchimento novamente para continuá-lo.</translation>
        </message>
        <message>
            <source>No source has data for {count} pixels of the holes: they stay unchanged.</source>
            <translation>Nenhuma fonte tem dados de {count} pixels dos buracos: eles ficam inalterados.</translation>
        </message>
        <message>
            <source>The mask has no hole within the raster: the result is a copy.</source>
            <translation>A máscara não tem buraco dentro do raster: o resultado é uma cópia.</translation>
        </message>
        <message>
            <source>The mask covers every pixel: nothing is left to calibrate on, so the result is a translation.</source>
            <translation>A máscara cobre todos os pixels: nada resta para calibrar, por isso o resultado é uma tradução.</translation>
        </message>
        <message>
            <source>{name} is shifted by {distance} pixels against {beside} ({rows} rows, {columns} columns): details will be blurred. Coregister it first.</source>
            <translation>{name} está deslocado {distance} pixels em relação a {beside} ({rows} linhas, {columns} colunas): os detalhes ficarão borrados. Corregistre-o primeiro.</translation>
        </message>
        <message>
            <source>{path} has bands of several data types ({kinds}): convert it to one first.</source>
            <translation>{path} tem bandas de vários tipos de dados ({kinds}): converta-o antes para um só.</translation>
        </message>
        <message>
            <source>{path} contains complex values: convert it to power first.</source>
            <translation>{path} contém valores complexos: converta-o antes para potência.</translation>
        </message>
        <message>
            <source>The reference {path} has {count} bands, but {title} needs {need}: choose an image of the same kind.</source>
            <translation>A referência {path} tem {count} bandas, mas {title} precisa de {need}: escolha uma imagem do mesmo tipo.</translation>
        </message>
        <message>
            <source>The mask {path} contains no polygons: choose a polygon layer or a raster.</source>
            <translation>A máscara {path} não contém nenhum polígono: escolha uma camada de polígonos ou um raster.</translation>
        </message>
        <message>
            <source>The mask {path} cannot be read ({reason}): check the file.</source>
            <translation>A máscara {path} não pode ser lida ({reason}): verifique o arquivo.</translation>
        </message>
        <message>
            <source>Mask values are only for rasters of classes: omit them.</source>
            <translation>Valores de máscara são apenas para rasters de classes: omita-os.</translation>
        </message>
        <message>
            <source>The raster is not georeferenced, so the polygons of {path} cannot be placed on it: choose a raster as the mask.</source>
            <translation>O raster não está georreferenciado, portanto os polígonos de {path} não podem ser posicionados nele: escolha um raster como máscara.</translation>
        </message>
        <message>
            <source>{path} was not made by Any2Any: choose the modality of both images.</source>
            <translation>{path} não foi criado pelo Any2Any: escolha a modalidade das duas imagens.</translation>
        </message>
        <message>
            <source>{result} and {truth} have no valid pixel in common: choose one place.</source>
            <translation>{result} e {truth} não têm nenhum pixel válido em comum: escolha um mesmo lugar.</translation>
        </message>
        <message>
            <source>The folder {path} cannot be read ({reason}): choose another one.</source>
            <translation>Não é possível ler a pasta {path} ({reason}): escolha outra.</translation>
        </message>
        <message>
            <source>{path} is not an earlier report: choose a new or an empty folder.</source>
            <translation>{path} não é um relatório anterior: escolha uma pasta nova ou vazia.</translation>
        </message>
        <message>
            <source>{path} is a file: choose a folder for the report.</source>
            <translation>{path} é um arquivo: escolha uma pasta para o relatório.</translation>
        </message>
        <message>
            <source>{path} cannot be made in {parent}: choose another folder or change its permissions.</source>
            <translation>Não é possível criar {path} em {parent}: escolha outra pasta ou altere as permissões.</translation>
        </message>
        <message>
            <source>{path} and {other} differ in shape and one has no CRS: give both one, or cut them to the same pixels.</source>
            <translation>{path} e {other} têm tamanhos diferentes e um não tem SRC: dê um a ambos ou recorte-os nos mesmos pixels.</translation>
        </message>
        <message>
            <source>{first} ({extent}) and {other} ({other_extent}) lie apart: choose layers of the same place.</source>
            <translation>{first} ({extent}) e {other} ({other_extent}) estão afastados: escolha camadas do mesmo lugar.</translation>
        </message>
        <message>
            <source>{name} does not fit the grid of the others: warp it first, to square pixels.</source>
            <translation>{name} não se ajusta à grade das outras: reprojete antes, para pixels quadrados.</translation>
        </message>
        <message>
            <source>{name} has the CRS {other_crs}, {reference} has {crs}: warp {name} to {crs} first.</source>
            <translation>{name} tem o SRC {other_crs}, {reference} tem {crs}: reprojete {name} para {crs} primeiro.</translation>
        </message>
        <message>
            <source>{name} has pixels of {pixel} and {reference} of {other_pixel}: warp {name} to pixels of {wanted} first.</source>
            <translation>{name} tem pixels de {pixel} e {reference} de {other_pixel}: reamostre {name} para pixels de {wanted} primeiro.</translation>
        </message>
        <message>
            <source>{name} lies {off_px} pixels beside the grid of {reference}: warp {name} onto that grid first.</source>
            <translation>{name} está deslocado {off_px} pixels em relação à grade de {reference}: alinhe {name} a essa grade primeiro.</translation>
        </message>
        <message>
            <source>{path} is not calibrated ({reason}): calibrate it to dB first.</source>
            <translation>{path} não está calibrado ({reason}): calibre-o antes em dB.</translation>
        </message>
        <message>
            <source>Choose at least two layers, each of another modality.</source>
            <translation>Escolha pelo menos duas camadas, cada uma de outra modalidade.</translation>
        </message>
        <message>
            <source>{path} has no CRS: leave the extent empty.</source>
            <translation>{path} não tem SRC: deixe a extensão vazia.</translation>
        </message>
        <message>
            <source>The layers or the extent are too small for training: choose at least {size} CRS units each way.</source>
            <translation>As camadas ou a extensão são pequenas demais para treinar: escolha pelo menos {size} unidades do SRC em cada sentido.</translation>
        </message>
        <message>
            <source>{path} is being edited: save the edits and close the layer first.</source>
            <translation>{path} está sendo editado: salve as edições e feche antes a camada.</translation>
        </message>
        <message>
            <source>{path} was made for another model: choose that model, or export tiles to another file.</source>
            <translation>{path} foi feito para outro modelo: escolha esse modelo ou exporte os blocos para outro arquivo.</translation>
        </message>
        <message>
            <source>The index holds another scene {scene}: choose another scene name.</source>
            <translation>O índice já contém outra cena {scene}: escolha outro nome de cena.</translation>
        </message>
        <message>
            <source>No tile of the scene {scene} is valid in all layers: choose layers that overlap where they have data.</source>
            <translation>Nenhum bloco da cena {scene} é válido em todas as camadas: escolha camadas cujos dados se sobreponham.</translation>
        </message>
        <message>
            <source>{path} is not a plain raster file: export it to a GeoTIFF first.</source>
            <translation>{path} não é um arquivo raster simples: exporte-o antes para um GeoTIFF.</translation>
        </message>
        <message>
            <source>The scene has no name: give it one that people will recognise.</source>
            <translation>A cena não tem nome: dê um que seja reconhecível.</translation>
        </message>
        <message>
            <source>The licence has no name: give it one that people will recognise.</source>
            <translation>A licença não tem nome: indique um que seja reconhecível.</translation>
        </message>
        <message>
            <source>{title} pixels of {size} m are far from the {known} m that the model knows: fine-tuning has to bridge that too.</source>
            <translation>Os pixels de {title} de {size} m estão longe dos {known} m que o modelo conhece: o ajuste fino também tem de vencer isso.</translation>
        </message>
        <message>
            <source>{count} of {total} tiles are mostly nodata and are left out.</source>
            <translation>{count} de {total} blocos são em sua maioria nodata e são deixados de fora.</translation>
        </message>
        <message>
            <source>The scene {scene} was in the index: its tiles are replaced.</source>
            <translation>A cena {scene} estava no índice: os seus blocos são substituídos.</translation>
        </message>
        <message>
            <source>The scene {scene} is in the split {split} already: choose that or auto.</source>
            <translation>A cena {scene} já está na parte {split}: escolha essa ou auto.</translation>
        </message>
        <message>
            <source>{path} holds other files or another training: choose another folder.</source>
            <translation>{path} contém outros arquivos ou outro treinamento: escolha outra pasta.</translation>
        </message>
        <message>
            <source>{path} has no tile to train on: export tiles into its train split.</source>
            <translation>{path} não tem blocos para treinar: exporte blocos para a parte train.</translation>
        </message>
        <message>
            <source>No training tile of {path} holds {missing}: choose among {listed}, or export more tiles.</source>
            <translation>Nenhum bloco de treinamento de {path} contém {missing}: escolha entre {listed} ou exporte mais blocos.</translation>
        </message>
        <message>
            <source>No tile of {path} has a window of valid pixels to train on: export larger tiles, or an area with data.</source>
            <translation>Nenhum bloco de {path} tem uma janela de pixels válidos para treinar: exporte blocos maiores ou uma área com dados.</translation>
        </message>
        <message>
            <source>More than {most} of the tiles cannot be read ({reason}): repair the files and export the tiles again.</source>
            <translation>Mais de {most} dos blocos não podem ser lidos ({reason}): repare os arquivos e exporte os blocos novamente.</translation>
        </message>
        <message>
            <source>Tile {number} is skipped: {reason}</source>
            <translation>O bloco {number} é ignorado: {reason}</translation>
        </message>
        <message>
            <source>Directions: {directions}</source>
            <translation>Direções: {directions}</translation>
        </message>
        <message>
            <source>{directions}: no tile has a window of valid pixels, so it is left out.</source>
            <translation>{directions}: nenhum bloco tem uma janela de pixels válidos, por isso fica de fora.</translation>
        </message>
        <message>
            <source>The index has no validation tiles for this: the loss is measured on training tiles.</source>
            <translation>O índice não tem blocos de validação para isto: a perda é medida em blocos de treino.</translation>
        </message>
        <message>
            <source>Step {step} of {steps}, loss {loss}, {left} left</source>
            <translation>Passo {step} de {steps}, perda {loss}, faltam {left}</translation>
        </message>
        <message>
            <source>The training failed at step {step}, because its values grew beyond all limits: choose a lower learning rate and another folder.</source>
            <translation>O treinamento falhou no passo {step}, porque os valores cresceram sem limite: escolha uma taxa de aprendizado menor e outra pasta.</translation>
        </message>
        <message>
            <source>{path} cannot be written ({reason}): make room and run the same training again. It continues from its last checkpoint.</source>
            <translation>Não é possível gravar {path} ({reason}): libere espaço e execute o mesmo treinamento novamente. Ele continua do último ponto de controle.</translation>
        </message>
        <message>
            <source>Stopped at step {step} of {steps}: run the same training again to continue there.</source>
            <translation>Parado no passo {step} de {steps}: execute o mesmo treinamento novamente para continuar dali.</translation>
        </message>
        <message>
            <source>Cancelled: run the same training again to continue it.</source>
            <translation>Cancelado: execute o mesmo treinamento novamente para continuá-lo.</translation>
        </message>
        <message>
            <source>The checkpoint {path} is damaged ({reason}): delete it to start over.</source>
            <translation>O ponto de controle {path} está danificado ({reason}): exclua-o para recomeçar.</translation>
        </message>
        <message>
            <source>The checkpoint {path} is of another model or version: choose another folder, or delete it to start over.</source>
            <translation>O ponto de controle {path} é de outro modelo ou versão: escolha outra pasta, ou exclua-o para recomeçar.</translation>
        </message>
        <message>
            <source>{path} is not an index of tiles ({reason}): choose one of Export training tiles.</source>
            <translation>{path} não é um índice de blocos ({reason}): escolha um de Exportar blocos de treino.</translation>
        </message>
        <message>
            <source>The index {path} is of another version: export the tiles again.</source>
            <translation>O índice {path} é de outra versão: exporte os blocos novamente.</translation>
        </message>
        <message>
            <source>The index {path} is damaged or gone ({reason}): restore it, or export the tiles again.</source>
            <translation>O índice {path} está danificado ou desapareceu ({reason}): restaure-o, ou exporte os blocos novamente.</translation>
        </message>
        <message>
            <source>The index {path} cannot be opened ({reason}): check its permissions.</source>
            <translation>Não é possível abrir o índice {path} ({reason}): verifique as permissões.</translation>
        </message>
        <message>
            <source>The index {path} does not exist: choose another one, or export the tiles again.</source>
            <translation>O índice {path} não existe: escolha outro, ou exporte os blocos novamente.</translation>
        </message>
        <message>
            <source>A part of the plugin is missing at {path}: install the plugin again.</source>
            <translation>Falta uma parte do complemento em {path}: instale o complemento novamente.</translation>
        </message>
        <message>
            <source>{path} is not a model folder: choose the folder that holds {config}.</source>
            <translation>{path} não é uma pasta de modelo: escolha a pasta que contém {config}.</translation>
        </message>
        <message>
            <source>The model cannot be used: {path} is damaged or of another version ({reason}).</source>
            <translation>O modelo não pode ser usado: {path} está danificado ou é de outra versão ({reason}).</translation>
        </message>
        <message>
            <source>The model {model} is incomplete or changed ({path}): copy or download it again.</source>
            <translation>O modelo {model} está incompleto ou foi alterado ({path}): copie-o ou baixe-o novamente.</translation>
        </message>
        <message>
            <source>The model cannot be run by ONNX Runtime: set up the profile train, or choose another model.</source>
            <translation>O ONNX Runtime não consegue executar o modelo: instale o perfil train ou escolha outro modelo.</translation>
        </message>
        <message>
            <source>The model {model} gave values that are not numbers: choose the device cpu or another model.</source>
            <translation>O modelo {model} deu valores que não são números: escolha o dispositivo cpu ou outro modelo.</translation>
        </message>
        <message>
            <source>{runtime} is missing or too old in the worker's Python: press Repair on the set-up page, or choose another Python.</source>
            <translation>{runtime} falta ou é antigo demais no Python do motor: pressione Reparar na página de instalação ou escolha outro Python.</translation>
        </message>
        <message>
            <source>ONNX Runtime has no {option}: leave it out, or set up the profile train.</source>
            <translation>O ONNX Runtime não tem {option}: deixe a opção de fora ou instale o perfil train.</translation>
        </message>
        <message>
            <source>“{devices}” are not devices: write auto, cpu, or names such as cuda:0,cuda:1.</source>
            <translation>“{devices}” não são dispositivos: escreva auto, cpu, ou nomes como cuda:0,cuda:1.</translation>
        </message>
        <message>
            <source>The graphics card {device} has no bfloat16: leave out the precision.</source>
            <translation>A placa gráfica {device} não tem bfloat16: deixe a precisão de fora.</translation>
        </message>
        <message>
            <source>The worker's GDAL reads formats that were never checked ({names}): set up Any2Any again, or choose another Python.</source>
            <translation>O GDAL do worker lê formatos que nunca foram verificados ({names}): configure o Any2Any de novo ou escolha outro Python.</translation>
        </message>
        <message>
            <source>Set up Any2Any</source>
            <translation>Instalar o Any2Any</translation>
        </message>
        <message>
            <source>Downloads the Python packages of Any2Any into a folder of their own and tests them on the bundled sample. QGIS and other plugins stay as they are.</source>
            <translation>Baixa os pacotes Python do Any2Any em uma pasta própria e os testa com o exemplo incluído. O QGIS e os outros complementos ficam como estão.</translation>
        </message>
        <message>
            <source>Profile</source>
            <translation>Perfil</translation>
        </message>
        <message>
            <source>The set of packages to install.</source>
            <translation>O conjunto de pacotes a instalar.</translation>
        </message>
        <message>
            <source>A zip of all packages, for machines without network.</source>
            <translation>Um zip com todos os pacotes, para máquinas sem rede.</translation>
        </message>
        <message>
            <source>Builds the environment again even if one exists.</source>
            <translation>Constrói o ambiente de novo mesmo que exista um.</translation>
        </message>
        <message>
            <source>Python of the environment</source>
            <translation>Python do ambiente</translation>
        </message>
        <message>
            <source>Show status</source>
            <translation>Mostrar estado</translation>
        </message>
        <message>
            <source>Reports versions, paths, the model and the worker. It starts no worker and no job.</source>
            <translation>Informa versões, caminhos, o modelo e o processo de cálculo. Não inicia processo nem tarefa.</translation>
        </message>
        <message>
            <source>Whether Any2Any can translate</source>
            <translation>Se o Any2Any pode traduzir</translation>
        </message>
        <message>
            <source>Report</source>
            <translation>Relatório</translation>
        </message>
        <message>
            <source>List models</source>
            <translation>Listar modelos</translation>
        </message>
        <message>
            <source>Lists the bundled model and the models in a folder, with their modalities and directions.</source>
            <translation>Lista o modelo incluído e os de uma pasta, com modalidades e direções.</translation>
        </message>
        <message>
            <source>Folder with models</source>
            <translation>Pasta com modelos</translation>
        </message>
        <message>
            <source>A folder whose subfolders are models; empty lists the bundled one only.</source>
            <translation>Uma pasta cujas subpastas são modelos; vazia lista só o incluído.</translation>
        </message>
        <message>
            <source>Models as JSON</source>
            <translation>Modelos em JSON</translation>
        </message>
        <message>
            <source>Translate image modality</source>
            <translation>Traduzir a modalidade de uma imagem</translation>
        </message>
        <message>
            <source>Translates one kind of satellite image of a place into another with a latent-diffusion model, for rasters of any size.

The result is a synthetic image: it shows a plausible image predicted by the model, not what a sensor measured. Its name, its metadata and its GeoTIFF tags say so.

The pixel size follows the target: RGB, SAR and NIR keep it, PAN halves it, MS doubles it. Reflectance is written as whole numbers of 1/10000, backscatter in dB.</source>
            <translation>Traduz um tipo de imagem de satélite de um lugar em outro com um modelo de difusão latente, para rasters de qualquer tamanho.

O resultado é uma imagem sintética: mostra o que o modelo considera provável, não o que um sensor mediu. O nome, os metadados e as etiquetas GeoTIFF dizem isso.

O tamanho de pixel segue o destino: RGB, SAR e NIR o mantêm, PAN o reduz à metade, MS o dobra. A reflectância é gravada em números inteiros de 1/10000, o retroespalhamento em dB.</translation>
        </message>
        <message>
            <source>Source and target are both {}: choose two different modalities.</source>
            <translation>Origem e destino são ambos {}: escolha duas modalidades diferentes.</translation>
        </message>
        <message>
            <source>A standard deviation needs at least 2 samples, better 8: raise Samples.</source>
            <translation>Um desvio padrão precisa de ao menos 2 amostras, melhor 8: aumente Amostras.</translation>
        </message>
        <message>
            <source>{} to {} with the model {}</source>
            <translation>{} para {} com o modelo {}</translation>
        </message>
        <message>
            <source>The model was not trained on {} to {}: this is a zero-shot translation.</source>
            <translation>O modelo não foi treinado de {} para {}: é uma tradução zero-shot.</translation>
        </message>
        <message>
            <source>{width} x {height} pixels in {seconds:.1f} s, {windows} windows ({windows_skipped} empty)</source>
            <translation>{width} x {height} pixels em {seconds:.1f} s, {windows} janelas ({windows_skipped} vazias)</translation>
        </message>
        <message>
            <source>, translated through {}</source>
            <translation>, traduzida através de {}</translation>
        </message>
        <message>
            <source>Translate many images</source>
            <translation>Traduzir muitas imagens</translation>
        </message>
        <message>
            <source>Translates layers, or all rasters of a folder, in one direction into a folder. If you run it again, it skips finished results and continues the others. A raster that fails is reported; the others are translated.</source>
            <translation>Traduz camadas, ou todos os rasters de uma pasta, em uma direção para uma pasta. Executado de novo, pula o que está pronto e continua o resto. Um raster que falha é relatado; os outros são traduzidos.</translation>
        </message>
        <message>
            <source>Folder for the results</source>
            <translation>Pasta para os resultados</translation>
        </message>
        <message>
            <source>Each result is named after its input and the target.</source>
            <translation>Cada resultado leva o nome da entrada e do destino.</translation>
        </message>
        <message>
            <source>Translated images</source>
            <translation>Imagens traduzidas</translation>
        </message>
        <message>
            <source>Number of rasters that failed</source>
            <translation>Número de rasters que falharam</translation>
        </message>
        <message>
            <source>Layers</source>
            <translation>Camadas</translation>
        </message>
        <message>
            <source>Folder with rasters</source>
            <translation>Pasta com rasters</translation>
        </message>
        <message>
            <source>Raster layers; those that the worker cannot open are exported first.</source>
            <translation>Camadas raster; as que o processo de trabalho não consegue abrir são exportadas antes.</translation>
        </message>
        <message>
            <source>All GeoTIFF, JPEG 2000, VRT and IMG files in it are translated.</source>
            <translation>Todos os arquivos GeoTIFF, JPEG 2000, VRT e IMG dela são traduzidos.</translation>
        </message>
        <message>
            <source>What the inputs show.</source>
            <translation>O que as entradas mostram.</translation>
        </message>
        <message>
            <source>Target modality</source>
            <translation>Modalidade de destino</translation>
        </message>
        <message>
            <source>What to make of them.</source>
            <translation>Em que transformá-las.</translation>
        </message>
        <message>
            <source>Preset</source>
            <translation>Predefinição</translation>
        </message>
        <message>
            <source>Sampling steps: 1, 4, 10 or 250.</source>
            <translation>Passos de amostragem: 1, 4, 10 ou 250.</translation>
        </message>
        <message>
            <source>How the inputs store their values; auto looks at each file.</source>
            <translation>Como as entradas guardam os valores; auto examina cada arquivo.</translation>
        </message>
        <message>
            <source>Choose layers or a folder with rasters.</source>
            <translation>Escolha camadas ou uma pasta com rasters.</translation>
        </message>
        <message>
            <source>{} holds no raster.</source>
            <translation>{} não contém nenhum raster.</translation>
        </message>
        <message>
            <source>{} is finished already</source>
            <translation>{} já está pronto</translation>
        </message>
        <message>
            <source>Input raster</source>
            <translation>Raster de entrada</translation>
        </message>
        <message>
            <source>The image to translate: any raster that lies in a file, with or without a CRS.</source>
            <translation>A imagem a traduzir: qualquer raster em um arquivo, com ou sem SRC.</translation>
        </message>
        <message>
            <source>What the input is.</source>
            <translation>O que é a entrada.</translation>
        </message>
        <message>
            <source>What to make of it. The log names directions that the model was not trained on.</source>
            <translation>Em que transformá-la. Direções não treinadas são indicadas no registro.</translation>
        </message>
        <message>
            <source>The input's bands in the order of the source modality (RGB: red, green, blue). If empty, the first bands are used.</source>
            <translation>As bandas da entrada na ordem da modalidade de origem (RGB: vermelho, verde, azul). Sem escolha são tomadas as primeiras.</translation>
        </message>
        <message>
            <source>Samples</source>
            <translation>Amostras</translation>
        </message>
        <message>
            <source>Sampling steps: fast takes 1 (smooth, nearest on average), balanced 4, detailed 10 (more texture), paper 250.</source>
            <translation>Passos de amostragem: fast usa 1 (suave, o mais próximo em média), balanced 4, detailed 10 (mais textura), paper 250.</translation>
        </message>
        <message>
            <source>Another seed gives another plausible image; the same seed gives the same image.</source>
            <translation>Outra semente dá outra imagem provável; a mesma semente dá a mesma imagem.</translation>
        </message>
        <message>
            <source>Translates with this number of seeds and writes the mean of the images: nearer to the truth on average, and smoother. 8 is a good number for a standard deviation; the time grows with it.</source>
            <translation>Traduz com tantas sementes e grava a média das imagens: mais perto da realidade em média, e mais suave. 8 é um bom número para um desvio padrão; o tempo cresce junto.</translation>
        </message>
        <message>
            <source>Route</source>
            <translation>Rota</translation>
        </message>
        <message>
            <source>Untrained directions can go through another modality. Automatic takes the route that scored higher for the model, Direct uses no intermediate, and naming a modality forces that route.</source>
            <translation>Direções não treinadas podem passar por outra modalidade. Automático toma a rota com a melhor pontuação para o modelo, Direto não usa intermediária, e uma modalidade nomeada impõe essa rota.</translation>
        </message>
        <message>
            <source>How the input stores its values. Automatic looks at the file and says what it chose. Choose units of reflectance for optical images, of backscatter for radar, of temperature for thermal ones.</source>
            <translation>Como a entrada guarda seus valores. Automático examina o arquivo e diz o que escolheu. Escolha unidades de refletância para imagens ópticas, de retroespalhamento para radar, de temperatura para térmicas.</translation>
        </message>
        <message>
            <source>Processing level</source>
            <translation>Nível de processamento</translation>
        </message>
        <message>
            <source>Level of the input's reflectance: at the surface (Sentinel-2 level 2A), or at the top of the atmosphere (level 1C), which is converted to surface reflectance first. Automatic decides by the file's tags and name. Radar has no level.</source>
            <translation>Nível da refletância da entrada: na superfície (Sentinel-2 nível 2A) ou no topo da atmosfera (nível 1C), que é levada primeiro à superfície. Automático se guia pelas etiquetas e pelo nome do arquivo. Radar não tem nível.</translation>
        </message>
        <message>
            <source>Processing level of the result</source>
            <translation>Nível de processamento do resultado</translation>
        </message>
        <message>
            <source>Device</source>
            <translation>Dispositivo</translation>
        </message>
        <message>
            <source>GPU memory in GB</source>
            <translation>Memória da GPU em GB</translation>
        </message>
        <message>
            <source>What to compute on: auto takes a GPU where there is one, and all of them for large rasters; or cpu, cuda:1, mps, or several such as cuda:0,cuda:1.</source>
            <translation>Onde calcular: auto usa uma GPU se houver, e todas para rasters grandes; ou cpu, cuda:1, mps, ou várias como cuda:0,cuda:1.</translation>
        </message>
        <message>
            <source>The most memory of a CUDA GPU that the job may use. If empty, all free memory. Less memory takes longer; the image stays the same except for single grey levels.</source>
            <translation>A memória máxima que a tarefa pode usar de uma GPU CUDA; sem número, toda a livre. Com menos memória demora mais e dá a mesma imagem, salvo um nível de cinza aqui e ali.</translation>
        </message>
        <message>
            <source>Number format of the networks. bfloat16 takes about half the time on processors and GPUs that support it, and longer on others. It costs hundredths of a decibel.</source>
            <translation>Em que as redes calculam. bfloat16 leva cerca de metade do tempo onde o processador ou a GPU o tem, senão mais, e custa centésimos de decibel.</translation>
        </message>
        <message>
            <source>The library that computes the networks. Automatic uses PyTorch on a CUDA GPU and ONNX Runtime otherwise. PyTorch is only there if you installed it; bfloat16 needs it.</source>
            <translation>A biblioteca que calcula as redes. Automático usa o PyTorch em uma GPU CUDA e o ONNX Runtime nos outros casos. O PyTorch só existe se você o instalou; bfloat16 precisa dele.</translation>
        </message>
        <message>
            <source>Standard deviation</source>
            <translation>Desvio padrão</translation>
        </message>
        <message>
            <source>Pixel size in metres</source>
            <translation>Tamanho de pixel em metros</translation>
        </message>
        <message>
            <source>Resamples the input to this pixel size first. The model knows only the sizes that it was trained on: about 10 m, and 5 m for PAN.</source>
            <translation>Reamostra primeiro a entrada para este tamanho de pixel. O modelo só conhece os tamanhos do treino: cerca de 10 m, e 5 m para PAN.</translation>
        </message>
        <message>
            <source>The area to translate. If empty, the whole raster.</source>
            <translation>A parte a traduzir; sem ela, o raster inteiro.</translation>
        </message>
        <message>
            <source>Folder with a model's config.json and weights. If empty, the bundled model.</source>
            <translation>Pasta com o config.json e os pesos de um modelo; sem ela, o modelo incluído.</translation>
        </message>
        <message>
            <source>A cloud-optimised GeoTIFF with tags that mark it as synthetic.</source>
            <translation>Um GeoTIFF otimizado para a nuvem com etiquetas que o chamam de sintético.</translation>
        </message>
        <message>
            <source>How far the samples disagree at each pixel, in reflectance or dB; needs 2 samples or more, and a preset of several steps. It is not an error bar: errors that all samples share do not show in it.</source>
            <translation>Quanto as amostras divergem em cada pixel, em reflectância ou dB; precisa de 2 amostras ou mais e de uma predefinição de vários passos. Não é uma barra de erro: o que o modelo nunca viu não está nele.</translation>
        </message>
        <message>
            <source>Loading the model on {device}</source>
            <translation>Carregando o modelo em {device}</translation>
        </message>
        <message>
            <source>Computing on {devices}</source>
            <translation>Calculando em {devices}</translation>
        </message>
        <message>
            <source>Translating {source} to {target} through {via}</source>
            <translation>Traduzindo {source} para {target} através de {via}</translation>
        </message>
        <message>
            <source>Units: {units} ({reason})</source>
            <translation>Unidades: {units} ({reason})</translation>
        </message>
        <message>
            <source>One sampling step gives nearly the mean of all likely images, so the samples hardly differ: choose the preset balanced or detailed for a standard deviation that means something.</source>
            <translation>Um passo de amostragem dá quase a média de todas as imagens prováveis, por isso as amostras mal diferem: escolha a predefinição equilibrada ou detalhada para um desvio padrão com significado.</translation>
        </message>
        <message>
            <source>The samples are of the second translation only: all start from the same intermediate image, so their deviation is too small.</source>
            <translation>As amostras são apenas da segunda tradução: todas partem da mesma imagem intermediária, por isso o seu desvio é pequeno demais.</translation>
        </message>
        <message>
            <source>Cancelled. The worker did not stop by itself and was ended; the next job starts another one.</source>
            <translation>Cancelado. O processo de cálculo não parou sozinho e foi encerrado; a próxima tarefa inicia outro.</translation>
        </message>
        <message>
            <source>{path} cannot be opened as a raster ({reason}): check the file and its format.</source>
            <translation>{path} não pode ser aberto como raster ({reason}): verifique o arquivo e o seu formato.</translation>
        </message>
        <message>
            <source>{path} cannot be read at rows {first} to {last} ({reason}): the file is damaged, incomplete or gone. Copy or download it again.</source>
            <translation>{path} não pode ser lido nas linhas {first} a {last} ({reason}): o arquivo está danificado, incompleto ou não existe mais. Copie-o ou baixe-o novamente.</translation>
        </message>
        <message>
            <source>{path} has no valid pixel: all are nodata, masked or not a number.</source>
            <translation>{path} não tem pixel válido: todos são sem dados, mascarados ou não são números.</translation>
        </message>
        <message>
            <source>No pixel of the area is valid: the result is all nodata.</source>
            <translation>Nenhum pixel da área é válido: o resultado é todo sem dados.</translation>
        </message>
        <message>
            <source>Pixels of {size} m are far from the {known} m that the model was trained on for {title}: set the pixel size to {known} m (Advanced).</source>
            <translation>Pixels de {size} m estão longe dos {known} m que o modelo conhece como {title}: ajuste o tamanho de pixel para {known} m (Avançado).</translation>
        </message>
        <message>
            <source>Pixels of {x} × {y} m are not square, and the model knows square ones: warp the layer to a projected CRS first, with pixels of {size} m.</source>
            <translation>Os pixels de {x} × {y} m não são quadrados, e o modelo conhece pixels quadrados: reprojete primeiro a camada para um SRC projetado com pixels de {size} m.</translation>
        </message>
        <message>
            <source>{path} is placed by control points only: warp it first with Raster &gt; Georeferencer or Warp.</source>
            <translation>{path} é posicionado apenas por pontos de controle: reprojete-o primeiro com Raster &gt; Georreferenciador ou Reprojetar.</translation>
        </message>
        <message>
            <source>The value {value} forms a border and is treated as nodata: set it as nodata value in the layer's properties (Transparency) if that is right.</source>
            <translation>O valor {value} forma uma borda e é tomado por nada medido: defina-o como valor sem dados nas propriedades da camada (Transparência) se estiver certo.</translation>
        </message>
        <message>
            <source>The value {value} fills a part of the edge and is translated, because it occurs elsewhere too: set it as nodata value in the layer's properties (Transparency) if nothing was measured there.</source>
            <translation>O valor {value} preenche uma parte da borda e é traduzido, porque também ocorre em outros lugares: defina-o como valor sem dados nas propriedades da camada (Transparência) se nada foi medido ali.</translation>
        </message>
        <message>
            <source>The area was enlarged to whole pixels of the result.</source>
            <translation>A área foi ampliada para pixels inteiros do resultado.</translation>
        </message>
        <message>
            <source>The area reaches beyond the raster: only the part inside is translated.</source>
            <translation>A área ultrapassa o raster: é traduzido o que fica dentro dele.</translation>
        </message>
        <message>
            <source>Band {band} of {path} holds colour indices, not measurements: convert it first with Raster &gt; Conversion &gt; PCT to RGB.</source>
            <translation>A banda {band} de {path} contém índices de cor, não medidas: converta-a primeiro com Raster &gt; Conversão &gt; PCT para RGB.</translation>
        </message>
        <message>
            <source>{path} has {count} bands, {title} needs {need} ({names}): choose another modality or file.</source>
            <translation>{path} tem {count} bandas, {title} precisa de {need} ({names}): escolha outra modalidade ou outro arquivo.</translation>
        </message>
        <message>
            <source>Of {count} bands, {bands} are taken as {names}: choose bands if others are meant.</source>
            <translation>De {count} bandas, {bands} são tomadas como {names}: escolha bandas se forem outras.</translation>
        </message>
        <message>
            <source>Bands {bands} are taken as {names}, because their numbers look like those of {sensor}: choose bands if they are another sensor's.</source>
            <translation>As bandas {bands} são tomadas como {names}, porque seus números parecem os de {sensor}: escolha as bandas se forem de outro sensor.</translation>
        </message>
        <message>
            <source>With the units “{units}” the values cannot be right: choose other units.</source>
            <translation>Com as unidades “{units}” os valores não podem estar certos: escolha outras unidades.</translation>
        </message>
        <message>
            <source>The median reflectance is {value}: if the scene is not unusual, “{units}” are the wrong units.</source>
            <translation>A reflectância mediana é {value}: se a cena não for incomum, “{units}” são as unidades erradas.</translation>
        </message>
        <message>
            <source>The median of {value} dB is brighter than land: “{units}” may be the wrong units.</source>
            <translation>A mediana de {value} dB é mais clara que a terra: “{units}” podem ser as unidades erradas.</translation>
        </message>
        <message>
            <source>The radar image is not calibrated: its level was guessed. Calibrated backscatter in dB gives better results.</source>
            <translation>A imagem de radar não está calibrada: o nível dela foi estimado. Retroespalhamento calibrado em dB dá melhores resultados.</translation>
        </message>
        <message>
            <source>An 8-bit radar image is not calibrated: calibrated backscatter in dB gives better results. If its grey levels are linear in dB, choose the units for that.</source>
            <translation>Uma imagem de radar de 8 bits não é calibrada: o retroespalhamento calibrado em dB dá melhores resultados. Se os seus níveis de cinza forem lineares em dB, escolha as unidades correspondentes.</translation>
        </message>
        <message>
            <source>as chosen</source>
            <translation>conforme escolhido</translation>
        </message>
        <message>
            <source>8-bit values are a picture</source>
            <translation>valores de 8 bits são uma imagem de exibição</translation>
        </message>
        <message>
            <source>the file's scale and offset say so</source>
            <translation>conforme a escala e o deslocamento do arquivo</translation>
        </message>
        <message>
            <source>values up to {top} are reflectance already</source>
            <translation>valores até {top} já são refletância</translation>
        </message>
        <message>
            <source>the product name is Landsat Collection 2, level {level}</source>
            <translation>o nome do produto é Landsat Collection 2, nível {level}</translation>
        </message>
        <message>
            <source>Sentinel-2 baseline {baseline} stores reflectance × 10000 plus 1000</source>
            <translation>a baseline {baseline} do Sentinel-2 grava refletância × 10000 mais 1000</translation>
        </message>
        <message>
            <source>values up to {top} are reflectance × 10000</source>
            <translation>valores até {top} são refletância × 10000</translation>
        </message>
        <message>
            <source>values from {low} to {top} are those of Landsat Collection 2</source>
            <translation>valores de {low} a {top} são os do Landsat Collection 2</translation>
        </message>
        <message>
            <source>values from {low} are decibels × 10</source>
            <translation>valores a partir de {low} são decibéis × 10</translation>
        </message>
        <message>
            <source>values from {low} are decibels × 100</source>
            <translation>valores a partir de {low} são decibéis × 100</translation>
        </message>
        <message>
            <source>values from {low} to {high} are decibels</source>
            <translation>valores de {low} a {high} são decibéis</translation>
        </message>
        <message>
            <source>complex values were turned into power</source>
            <translation>valores complexos foram convertidos em potência</translation>
        </message>
        <message>
            <source>the product name says amplitude</source>
            <translation>o nome do produto indica amplitude</translation>
        </message>
        <message>
            <source>the product name says power</source>
            <translation>o nome do produto indica potência</translation>
        </message>
        <message>
            <source>positive values with median {middle} are linear power</source>
            <translation>valores positivos com mediana {middle} são potência linear</translation>
        </message>
        <message>
            <source>positive values with median {middle} are amplitude</source>
            <translation>valores positivos com mediana {middle} são amplitude</translation>
        </message>
        <message>
            <source>8-bit values are taken for a stretched picture of the amplitude</source>
            <translation>valores de 8 bits são tomados por uma imagem realçada da amplitude</translation>
        </message>
        <message>
            <source>the file's scale and offset give decibels</source>
            <translation>a escala e o deslocamento do arquivo dão decibéis</translation>
        </message>
        <message>
            <source>the file's scale gives positive values, linear power</source>
            <translation>a escala do arquivo dá valores positivos, potência linear</translation>
        </message>
        <message>
            <source>values near {middle} are temperatures of Landsat Collection 2</source>
            <translation>valores próximos de {middle} são temperaturas do Landsat Collection 2</translation>
        </message>
        <message>
            <source>values near {middle} are kelvin</source>
            <translation>valores próximos de {middle} são kelvin</translation>
        </message>
        <message>
            <source>values near {middle} are degrees Celsius</source>
            <translation>valores próximos de {middle} são graus Celsius</translation>
        </message>
        <message>
            <source>Values up to {top} are very dark as reflectance × 10000: for an 8-bit picture choose other units.</source>
            <translation>Valores até {top} são muito escuros como refletância × 10000: para uma imagem de 8 bits escolha outras unidades.</translation>
        </message>
        <message>
            <source>No value is below {low}: for Sentinel-2 images since 2022 with their offset choose other units.</source>
            <translation>Nenhum valor está abaixo de {low}: para imagens Sentinel-2 desde 2022 com seu deslocamento escolha outras unidades.</translation>
        </message>
        <message>
            <source>Values from {low} to {top} are taken for Landsat Collection 2: for snow or cloud in reflectance × 10000 choose other units.</source>
            <translation>Valores de {low} a {top} são tomados por Landsat Collection 2: para neve ou nuvens em refletância × 10000 escolha outras unidades.</translation>
        </message>
        <message>
            <source>Values as low as {low} become negative reflectance: if the offset was removed already choose other units.</source>
            <translation>Valores tão baixos quanto {low} resultam em refletância negativa: se o deslocamento já foi removido escolha outras unidades.</translation>
        </message>
        <message>
            <source>The reflectance is that at the top of the atmosphere: it is converted to surface reflectance first.</source>
            <translation>A reflectância é a do topo da atmosfera: primeiro ela é convertida em reflectância de superfície.</translation>
        </message>
        <message>
            <source>The input is like the training data. It differs most in the median of {band}: {value}, and {low} to {high} in the training data (distance {score}, limit 1).</source>
            <translation>A entrada é parecida com os dados de treinamento. O que mais difere é a mediana de {band}: {value}, e de {low} a {high} nos dados de treinamento (distância {score}, limite 1).</translation>
        </message>
        <message>
            <source>The input is like the training data. It differs most in the texture of {band}: {share} times the typical one of the training data (distance {score}, limit 1).</source>
            <translation>A entrada é parecida com os dados de treinamento. O que mais difere é a textura de {band}: {share} vezes a típica dos dados de treinamento (distância {score}, limite 1).</translation>
        </message>
        <message>
            <source>The input is like the training data. It differs most in the pixel size: {size} m, and {low} to {high} m in the training data (distance {score}, limit 1).</source>
            <translation>A entrada é parecida com os dados de treinamento. O que mais difere é o tamanho do pixel: {size} m, e de {low} a {high} m nos dados de treinamento (distância {score}, limite 1).</translation>
        </message>
        <message>
            <source>The input is like the training data in the latent space too (distance {score}, limit 1).</source>
            <translation>A entrada também é parecida com os dados de treinamento no espaço latente (distância {score}, limite 1).</translation>
        </message>
        <message>
            <source>The input is unlike the training data (distance {score}, limit 1): the median of {band} is {value}, and {low} to {high} in the training data. Check the result before you use it.</source>
            <translation>A entrada não se parece com os dados de treinamento (distância {score}, limite 1): a mediana de {band} é {value}, e de {low} a {high} nos dados de treinamento. Confira o resultado antes de usá-lo.</translation>
        </message>
        <message>
            <source>The input is unlike the training data (distance {score}, limit 1): the texture of {band} is {share} times the typical one of the training data. Check the result before you use it.</source>
            <translation>A entrada não se parece com os dados de treinamento (distância {score}, limite 1): a textura de {band} é {share} vezes a típica dos dados de treinamento. Confira o resultado antes de usá-lo.</translation>
        </message>
        <message>
            <source>The input is unlike the training data (distance {score}, limit 1): its pixels have {size} m, and those of the training data {low} to {high} m. Check the result before you use it.</source>
            <translation>A entrada não se parece com os dados de treinamento (distância {score}, limite 1): seus pixels têm {size} m, e os dos dados de treinamento de {low} a {high} m. Confira o resultado antes de usá-lo.</translation>
        </message>
        <message>
            <source>The input is unlike the training data in the latent space (distance {score}, limit 1): its structure, or how its bands go together, is unlike theirs. Check the bands, and the result before you use it.</source>
            <translation>A entrada não se parece com os dados de treinamento no espaço latente (distância {score}, limite 1): sua estrutura ou a relação entre suas bandas é diferente. Verifique as bandas, e o resultado antes de usá-lo.</translation>
        </message>
        <message>
            <source>The output {path} must be a GeoTIFF: give it a name that ends with .tif.</source>
            <translation>A saída {path} deve ser um GeoTIFF: dê a ela um nome que termine com .tif.</translation>
        </message>
        <message>
            <source>The output folder {folder} does not exist: create it or choose another one.</source>
            <translation>A pasta de saída {folder} não existe: crie-a ou escolha outra.</translation>
        </message>
        <message>
            <source>The output folder {folder} is not writable: choose another one or change its permissions.</source>
            <translation>Não é possível gravar na pasta de saída {folder}: escolha outra ou mude as permissões dela.</translation>
        </message>
        <message>
            <source>The output {path} is the input: choose another name.</source>
            <translation>A saída {path} é a entrada: escolha outro nome.</translation>
        </message>
        <message>
            <source>{path} is finished: the same job has made it before.</source>
            <translation>{path} está pronto: o mesmo trabalho já o fez.</translation>
        </message>
        <message>
            <source>The folder {path} is left over and can be deleted ({reason}).</source>
            <translation>A pasta {path} sobrou e pode ser excluída ({reason}).</translation>
        </message>
        <message>
            <source>{path} cannot be replaced ({reason}): close it in other programs, then run the job again.</source>
            <translation>{path} não pode ser substituído ({reason}): feche-o em outros programas e execute a tarefa de novo.</translation>
        </message>
        <message>
            <source>{path} cannot be written ({reason}): make room or choose another folder. Finished rows are kept; Resume continues with them.</source>
            <translation>{path} não pode ser gravado ({reason}): libere espaço ou escolha outra pasta. As linhas prontas são mantidas; Retomar continua com elas.</translation>
        </message>
        <message>
            <source>Memory ran out: the job continues in smaller pieces.</source>
            <translation>Faltou memória: a tarefa continua em pedaços menores.</translation>
        </message>
        <message>
            <source>The memory of {device} is too small even for one window: choose the device cpu.</source>
            <translation>A memória de {device} é pequena demais até para uma janela: escolha o dispositivo cpu.</translation>
        </message>
        <message>
            <source>Memory ran out ({reason}): close other programs or translate a smaller area. Finished rows are kept; Resume continues with them.</source>
            <translation>A memória se esgotou ({reason}): feche outros programas ou traduza uma área menor. As linhas concluídas são mantidas; Retomar continua com elas.</translation>
        </message>
        <message>
            <source>The device {device} failed ({reason}): run the job again, it continues from here. Choose the device cpu if it fails again.</source>
            <translation>O dispositivo {device} falhou ({reason}): execute a tarefa novamente, ela continua daqui. Escolha o dispositivo cpu se falhar de novo.</translation>
        </message>
        <message>
            <source>Fine-tuning needs {packages}: run the algorithm Set up Any2Any with the profile train.</source>
            <translation>O ajuste fino precisa de {packages}: execute o algoritmo de instalação do Any2Any com o perfil train.</translation>
        </message>
        <message>
            <source>The device {device} is not used: {reason}</source>
            <translation>O dispositivo {device} não é usado: {reason}</translation>
        </message>
        <message>
            <source>The device {device} failed ({reason}): the job continues on the processor.</source>
            <translation>O dispositivo {device} falhou ({reason}): o trabalho continua no processador.</translation>
        </message>
        <message>
            <source>The limit of GPU memory has no effect on the device {device}.</source>
            <translation>O limite de memória da GPU não tem efeito no dispositivo {device}.</translation>
        </message>
        <message>
            <source>The device {device} is not available: choose auto or cpu.</source>
            <translation>O dispositivo {device} não está disponível: escolha auto ou cpu.</translation>
        </message>
        <message>
            <source>The worker cannot be started with {program}: {reason}</source>
            <translation>Não é possível iniciar o processo de cálculo com {program}: {reason}</translation>
        </message>
        <message>
            <source>The worker did not answer for {seconds} s and was ended. Its last lines:
{last}</source>
            <translation>O processo de cálculo não respondeu por {seconds} s e foi encerrado. As suas últimas linhas:
{last}</translation>
        </message>
        <message>
            <source>The worker stopped answering and was ended. Its last lines:
{last}</source>
            <translation>O processo de cálculo parou de responder e foi encerrado. As suas últimas linhas:
{last}</translation>
        </message>
        <message>
            <source>The worker ended unexpectedly (exit code {exit}). Its last lines:
{last}</source>
            <translation>O processo de cálculo terminou inesperadamente (código de saída {exit}). As suas últimas linhas:
{last}</translation>
        </message>
        <message>
            <source>The worker was killed (exit code {exit}): often the machine ran out of memory. Its last lines:
{last}</source>
            <translation>O processo de cálculo foi morto (código de saída {exit}): muitas vezes a memória se esgotou. As suas últimas linhas:
{last}</translation>
        </message>
        <message>
            <source>The job was stopped, because the plugin ended its worker.</source>
            <translation>O trabalho foi parado, porque o complemento encerrou o seu processo de cálculo.</translation>
        </message>
        <message>
            <source>The worker sent something that is not a message ({reason}): press Repair on the set-up page.</source>
            <translation>O processo de cálculo enviou algo que não é uma mensagem ({reason}): pressione Reparar na página de configuração.</translation>
        </message>
        <message>
            <source>The worker has a bug, please report it: {reason}</source>
            <translation>O processo de cálculo tem um erro, por favor informe-o: {reason}</translation>
        </message>
        <message>
            <source>The plugin and its worker are of different versions: install the plugin again and restart QGIS.</source>
            <translation>O complemento e o seu processo de cálculo são de versões diferentes: instale o complemento novamente e reinicie o QGIS.</translation>
        </message>
        <message>
            <source>run the job again</source>
            <translation>execute a tarefa de novo</translation>
        </message>
        <message>
            <source>Testing</source>
            <translation>Testando</translation>
        </message>
        <message>
            <source>Ready</source>
            <translation>Pronto</translation>
        </message>
        <message>
            <source>Looking for a Python</source>
            <translation>Procurando um Python</translation>
        </message>
        <message>
            <source>Creating the environment</source>
            <translation>Criando o ambiente</translation>
        </message>
        <message>
            <source>Downloading Python {}</source>
            <translation>Baixando o Python {}</translation>
        </message>
        <message>
            <source>Downloading {}</source>
            <translation>Baixando {}</translation>
        </message>
        <message>
            <source>Installing</source>
            <translation>Instalando</translation>
        </message>
        <message>
            <source>The package index cannot be reached.</source>
            <translation>O índice de pacotes não pode ser alcançado.</translation>
        </message>
        <message>
            <source>The proxy asks for a user name and a password (407).</source>
            <translation>O proxy pede um nome de usuário e uma senha (407).</translation>
        </message>
        <message>
            <source>The certificate of the package index is not trusted on this computer.</source>
            <translation>O certificado do índice de pacotes não é confiável neste computador.</translation>
        </message>
        <message>
            <source>The package index or a firewall refused the download.</source>
            <translation>O índice de pacotes ou um firewall recusou o download.</translation>
        </message>
        <message>
            <source>A downloaded package differs from the one that this plugin was tested with.</source>
            <translation>Um pacote baixado difere daquele com que este complemento foi testado.</translation>
        </message>
        <message>
            <source>The package index does not offer a package that is needed.</source>
            <translation>O índice de pacotes não oferece um pacote necessário.</translation>
        </message>
        <message>
            <source>The disk is full.</source>
            <translation>O disco está cheio.</translation>
        </message>
        <message>
            <source>The folder of the environment has too long a path.</source>
            <translation>O caminho da pasta do ambiente é longo demais.</translation>
        </message>
        <message>
            <source>Another program or a policy blocks the files of the environment.</source>
            <translation>Outro programa ou uma política bloqueia os arquivos do ambiente.</translation>
        </message>
        <message>
            <source>No Python {wanted} was found on this computer.</source>
            <translation>Nenhum Python {wanted} foi encontrado neste computador.</translation>
        </message>
        <message>
            <source>This computer has no Python that is new enough, and Python {version} cannot be downloaded.</source>
            <translation>Este computador não tem um Python suficientemente novo, e o Python {version} não pode ser baixado.</translation>
        </message>
        <message>
            <source>The Python {python} has no pip.</source>
            <translation>O Python {python} não tem pip.</translation>
        </message>
        <message>
            <source>The plugin has no package list {profile!r} for {platform}.</source>
            <translation>O complemento não tem lista de pacotes {profile!r} para {platform}.</translation>
        </message>
        <message>
            <source>The Microsoft Visual C++ runtime is missing.</source>
            <translation>Falta o Microsoft Visual C++ Runtime.</translation>
        </message>
        <message>
            <source>This Linux is too old for the packages (glibc).</source>
            <translation>Este Linux é antigo demais para os pacotes (glibc).</translation>
        </message>
        <message>
            <source>The driver of the graphics card is too old.</source>
            <translation>O driver da placa gráfica é antigo demais.</translation>
        </message>
        <message>
            <source>The packages do not see the graphics card.</source>
            <translation>Os pacotes não veem a placa de vídeo.</translation>
        </message>
        <message>
            <source>The graphics card computes other values than the processor ({share:.1%} off).</source>
            <translation>A placa de vídeo calcula outros valores que o processador ({share:.1%} de diferença).</translation>
        </message>
        <message>
            <source>The graphics card takes {gpu_s:.1f} s for the sample, the processor {cpu_s:.1f} s.</source>
            <translation>A placa de vídeo leva {gpu_s:.1f} s no exemplo, o processador {cpu_s:.1f} s.</translation>
        </message>
        <message>
            <source>Another QGIS is setting up Any2Any now.</source>
            <translation>Outro QGIS está instalando o Any2Any agora.</translation>
        </message>
        <message>
            <source>{path} is not a bundle for this plugin and {platform}.</source>
            <translation>{path} não é um pacote para este complemento e {platform}.</translation>
        </message>
        <message>
            <source>The new environment does not translate the sample: {reason}</source>
            <translation>O novo ambiente não traduz o exemplo: {reason}</translation>
        </message>
        <message>
            <source>The installation took longer than {minutes:.0f} minutes.</source>
            <translation>A instalação levou mais de {minutes:.0f} minutos.</translation>
        </message>
        <message>
            <source>The installation failed: {reason}</source>
            <translation>A instalação falhou: {reason}</translation>
        </message>
        <message>
            <source>Check the connection and the proxy, then try again.</source>
            <translation>Verifique a conexão e o proxy e tente de novo.</translation>
        </message>
        <message>
            <source>Enter them under Settings &gt; Options &gt; Network.</source>
            <translation>Informe-os em Configurações &gt; Opções &gt; Rede.</translation>
        </message>
        <message>
            <source>Choose your company's CA file under Options &gt; Any2Any.</source>
            <translation>Escolha o arquivo de autoridades da sua empresa em Opções &gt; Any2Any.</translation>
        </message>
        <message>
            <source>Set a mirror under Options &gt; Any2Any, or use an offline bundle.</source>
            <translation>Defina um espelho em Opções &gt; Any2Any ou use um pacote offline.</translation>
        </message>
        <message>
            <source>Nothing was installed: try again, and report it if it stays.</source>
            <translation>Nada foi instalado: tente de novo e relate se persistir.</translation>
        </message>
        <message>
            <source>Check the mirror under Options &gt; Any2Any, or use an offline bundle.</source>
            <translation>Verifique o espelho em Opções &gt; Any2Any ou use um pacote offline.</translation>
        </message>
        <message>
            <source>Free some space, or choose another folder under Options &gt; Any2Any.</source>
            <translation>Libere espaço ou escolha outra pasta em Opções &gt; Any2Any.</translation>
        </message>
        <message>
            <source>Choose a shorter one under Options &gt; Any2Any.</source>
            <translation>Escolha uma mais curta em Opções &gt; Any2Any.</translation>
        </message>
        <message>
            <source>Close other QGIS windows, allow the folder in the antivirus, then try again.</source>
            <translation>Feche outras janelas do QGIS, permita a pasta no antivírus e tente de novo.</translation>
        </message>
        <message>
            <source>Install one, or choose an existing Python.</source>
            <translation>Instale um ou escolha um Python existente.</translation>
        </message>
        <message>
            <source>Install it, or choose an existing Python.</source>
            <translation>Instale-o ou escolha um Python existente.</translation>
        </message>
        <message>
            <source>Install pip for it, or choose another Python.</source>
            <translation>Instale o pip para ele ou escolha outro Python.</translation>
        </message>
        <message>
            <source>Choose an existing Python that has the packages.</source>
            <translation>Escolha um Python existente que tenha os pacotes.</translation>
        </message>
        <message>
            <source>Install the Visual C++ Redistributable, then try again.</source>
            <translation>Instale o Visual C++ Redistributable e tente de novo.</translation>
        </message>
        <message>
            <source>Update it, or set up the profile for the processor.</source>
            <translation>Atualize-o ou instale o perfil para o processador.</translation>
        </message>
        <message>
            <source>Update its driver and try again; until then the processor is used.</source>
            <translation>Atualize o driver dela e tente de novo; até lá é usado o processador.</translation>
        </message>
        <message>
            <source>The processor is used as before: report it with the diagnostics.</source>
            <translation>O processador é usado como antes: relate isso com o diagnóstico.</translation>
        </message>
        <message>
            <source>The processor is used as before: there is nothing to do.</source>
            <translation>O processador é usado como antes: não há nada a fazer.</translation>
        </message>
        <message>
            <source>Wait until it has finished, then try again.</source>
            <translation>Espere até que termine e tente de novo.</translation>
        </message>
        <message>
            <source>Choose a bundle that was made for both.</source>
            <translation>Escolha um pacote feito para ambos.</translation>
        </message>
        <message>
            <source>Try again, and report it with the diagnostics if it stays.</source>
            <translation>Tente de novo e relate com o diagnóstico se persistir.</translation>
        </message>
        <message>
            <source>Try again: finished downloads are kept.</source>
            <translation>Tente de novo: os downloads concluídos são mantidos.</translation>
        </message>
    </context>
</TS>

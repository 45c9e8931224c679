<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
    <context>
        <name>Any2Any</name>
        <message>
            <source>the setting in Options &gt; Any2Any</source>
            <translation>“选项 &gt; Any2Any”中的设置</translation>
        </message>
        <message>
            <source>the environment variable {}</source>
            <translation>环境变量 {}</translation>
        </message>
        <message>
            <source>the environment that Set up made</source>
            <translation>安装时创建的环境</translation>
        </message>
        <message>
            <source>the checkout's .venv</source>
            <translation>源代码目录的 .venv</translation>
        </message>
        <message>
            <source>Any2Any is not set up yet: press Set up in its panel, run the algorithm any2any:setup, or choose a Python under Settings &gt; Options &gt; Any2Any.</source>
            <translation>Any2Any 尚未安装：请在其面板中点击“安装”，运行算法 any2any:setup，或在“设置 &gt; 选项 &gt; Any2Any”中选择一个 Python。</translation>
        </message>
        <message>
            <source>The worker's Python {} ({}) cannot be used: {}. Choose another under Options &gt; Any2Any.</source>
            <translation>工作进程的 Python {}（{}）无法使用：{}。请在“选项 &gt; Any2Any”中另选一个。</translation>
        </message>
        <message>
            <source>no answer within {:.0f} s</source>
            <translation>{:.0f} 秒内没有应答</translation>
        </message>
        <message>
            <source>it does not answer as Python does</source>
            <translation>它的应答不像 Python</translation>
        </message>
        <message>
            <source>The worker's Python {} ({}) cannot be used ({}): press Set up in the Any2Any panel, or choose another under Options &gt; Any2Any.</source>
            <translation>工作进程的 Python {}（{}）无法使用（{}）：请在 Any2Any 面板中点击“安装”，或在“选项 &gt; Any2Any”中另选一个。</translation>
        </message>
        <message>
            <source>The model {} has no modality {!r}, only {}.</source>
            <translation>模型 {} 没有模态 {!r}，只有 {}。</translation>
        </message>
        <message>
            <source>{} is not a model folder: its config.json cannot be read ({}).</source>
            <translation>{} 不是模型文件夹：无法读取其中的 config.json（{}）。</translation>
        </message>
        <message>
            <source>{} is not the manifest of a model: {}.</source>
            <translation>{} 不是模型的清单：{}。</translation>
        </message>
        <message>
            <source>Model card</source>
            <translation>模型说明卡</translation>
        </message>
        <message>
            <source>The model in {} has no card ({}).</source>
            <translation>{} 中的模型没有说明卡（{}）。</translation>
        </message>
        <message>
            <source>not stated</source>
            <translation>未注明</translation>
        </message>
        <message>
            <source>{} {}, licence: {}</source>
            <translation>{} {}，许可证：{}</translation>
        </message>
        <message>
            <source>Advanced</source>
            <translation>高级</translation>
        </message>
        <message>
            <source>As the preset says</source>
            <translation>按预设</translation>
        </message>
        <message>
            <source>Sampling steps instead of the preset's.</source>
            <translation>代替预设的采样步数。</translation>
        </message>
        <message>
            <source>That of the layer</source>
            <translation>与图层相同</translation>
        </message>
        <message>
            <source>Resample the layer to this pixel size first: the model knows only some sizes.</source>
            <translation>先把图层重采样到此像元大小：模型只熟悉某些大小。</translation>
        </message>
        <message>
            <source>Another seed gives another plausible image.</source>
            <translation>不同的种子给出另一幅合理的图像。</translation>
        </message>
        <message>
            <source>Translate with several seeds and write their mean.</source>
            <translation>用多个种子翻译并写出平均值。</translation>
        </message>
        <message>
            <source>Add a layer of the standard deviation</source>
            <translation>添加标准差图层</translation>
        </message>
        <message>
            <source>The library that computes: PyTorch is only there if you installed it.</source>
            <translation>用于计算的库：只有安装了 PyTorch 才能使用它。</translation>
        </message>
        <message>
            <source>Level of the result's reflectance: choose the top of the atmosphere to compare with level 1C images.</source>
            <translation>结果反射率的级别：要与 1C 级图像比较时选择大气层顶。</translation>
        </message>
        <message>
            <source>auto, cpu, cuda:0 or mps</source>
            <translation>auto、cpu、cuda:0 或 mps</translation>
        </message>
        <message>
            <source>Card</source>
            <translation>说明卡</translation>
        </message>
        <message>
            <source>What the model was trained on, how good it is, and where not to use it</source>
            <translation>模型用什么训练、质量如何、不适合做什么</translation>
        </message>
        <message>
            <source>Steps</source>
            <translation>步数</translation>
        </message>
        <message>
            <source>S&amp;eed</source>
            <translation>种子(&amp;E)</translation>
        </message>
        <message>
            <source>Sa&amp;mples</source>
            <translation>样本数(&amp;M)</translation>
        </message>
        <message>
            <source>Rou&amp;te</source>
            <translation>路径(&amp;T)</translation>
        </message>
        <message>
            <source>Pi&amp;xel size</source>
            <translation>像元大小(&amp;X)</translation>
        </message>
        <message>
            <source>Reflecta&amp;nce of the result</source>
            <translation>结果的反射率(&amp;N)</translation>
        </message>
        <message>
            <source>Precision</source>
            <translation>精度</translation>
        </message>
        <message>
            <source>Runtime</source>
            <translation>运行时</translation>
        </message>
        <message>
            <source>&amp;Device</source>
            <translation>设备(&amp;D)</translation>
        </message>
        <message>
            <source>M&amp;odel</source>
            <translation>模型(&amp;O)</translation>
        </message>
        <message>
            <source>Area to translate</source>
            <translation>要翻译的区域</translation>
        </message>
        <message>
            <source>Whole layer</source>
            <translation>整个图层</translation>
        </message>
        <message>
            <source>Map view</source>
            <translation>地图视图</translation>
        </message>
        <message>
            <source>Rectangle drawn on the map</source>
            <translation>在地图上绘制的矩形</translation>
        </message>
        <message>
            <source>Around the selected features</source>
            <translation>所选要素周围</translation>
        </message>
        <message>
            <source>&amp;Area</source>
            <translation>区域(&amp;A)</translation>
        </message>
        <message>
            <source>Draw a rectangle on the map.</source>
            <translation>请在地图上绘制一个矩形。</translation>
        </message>
        <message>
            <source>Select features of a vector layer, and make that layer the active one.</source>
            <translation>请选择矢量图层的要素，并将该图层设为活动图层。</translation>
        </message>
        <message>
            <source>up to {}</source>
            <translation>最多 {}</translation>
        </message>
        <message>
            <source>about {}</source>
            <translation>约 {}</translation>
        </message>
        <message>
            <source>about {} by the preview</source>
            <translation>按预览估计约 {}</translation>
        </message>
        <message>
            <source>time unknown before a preview</source>
            <translation>预览前时间未知</translation>
        </message>
        <message>
            <source>With holes</source>
            <translation>有空洞</translation>
        </message>
        <message>
            <source>Filled</source>
            <translation>已填补</translation>
        </message>
        <message>
            <source>Filling a preview</source>
            <translation>正在填补预览</translation>
        </message>
        <message>
            <source>The map view shows no hole of the image: move the map to one.</source>
            <translation>地图视图中没有影像的空缺：请将地图移到空缺处。</translation>
        </message>
        <message>
            <source>{} cannot be read.</source>
            <translation>无法读取 {}。</translation>
        </message>
        <message>
            <source>So&amp;urce</source>
            <translation>数据源(&amp;U)</translation>
        </message>
        <message>
            <source>Se&amp;cond source</source>
            <translation>第二个数据源(&amp;C)</translation>
        </message>
        <message>
            <source>No layer</source>
            <translation>无图层</translation>
        </message>
        <message>
            <source>A layer that shows the ground under the holes, such as radar</source>
            <translation>显示空洞下方地面的图层，例如雷达</translation>
        </message>
        <message>
            <source>Modality of the source</source>
            <translation>数据源的模态</translation>
        </message>
        <message>
            <source>The layer is taken for {}, but: {}.</source>
            <translation>图层被当作 {}，但是：{}。</translation>
        </message>
        <message>
            <source>Image with holes</source>
            <translation>有空洞的影像</translation>
        </message>
        <message>
            <source>Choose a raster layer</source>
            <translation>选择栅格图层</translation>
        </message>
        <message>
            <source>Holes</source>
            <translation>空洞</translation>
        </message>
        <message>
            <source>Nodata of the image</source>
            <translation>影像的无数据</translation>
        </message>
        <message>
            <source>All values but 0; 3,8,9,10 of a scene classification</source>
            <translation>除 0 以外的所有值；场景分类为 3,8,9,10</translation>
        </message>
        <message>
            <source>Older image</source>
            <translation>较早的影像</translation>
        </message>
        <message>
            <source>Temporary file</source>
            <translation>临时文件</translation>
        </message>
        <message>
            <source>Pre&amp;view a hole</source>
            <translation>预览一个空洞(&amp;V)</translation>
        </message>
        <message>
            <source>&amp;Fill</source>
            <translation>填补(&amp;F)</translation>
        </message>
        <message>
            <source>Fill the hole nearest to the middle of the map view</source>
            <translation>填补离地图视图中心最近的空缺</translation>
        </message>
        <message>
            <source>&amp;Image with holes</source>
            <translation>有空洞的影像(&amp;I)</translation>
        </message>
        <message>
            <source>&amp;Holes</source>
            <translation>空洞(&amp;H)</translation>
        </message>
        <message>
            <source>&amp;Band of the holes</source>
            <translation>空洞的波段(&amp;B)</translation>
        </message>
        <message>
            <source>C&amp;lasses that are holes</source>
            <translation>视为空洞的类别(&amp;L)</translation>
        </message>
        <message>
            <source>&amp;Older image</source>
            <translation>较早的影像(&amp;O)</translation>
        </message>
        <message>
            <source>&amp;Save to</source>
            <translation>保存到(&amp;S)</translation>
        </message>
        <message>
            <source>Choose the image with holes.</source>
            <translation>请选择有空缺的影像。</translation>
        </message>
        <message>
            <source>Choose a source or an older image: something has to show the ground.</source>
            <translation>请选择一个源或较早的影像：需要有能显示地面的数据。</translation>
        </message>
        <message>
            <source>The image cannot fill its own holes: choose another source.</source>
            <translation>影像无法填补自身的空缺：请选择其他源。</translation>
        </message>
        <message>
            <source>{}: holes</source>
            <translation>{}：空缺</translation>
        </message>
        <message>
            <source>Translate</source>
            <translation>转换</translation>
        </message>
        <message>
            <source>Fill gaps</source>
            <translation>填补空缺</translation>
        </message>
        <message>
            <source>{} translation(s) will be stopped. Leave QGIS?</source>
            <translation>将停止 {} 个翻译任务。要退出 QGIS 吗？</translation>
        </message>
        <message>
            <source>Show</source>
            <translation>显示</translation>
        </message>
        <message>
            <source>Add to this project</source>
            <translation>添加到此工程</translation>
        </message>
        <message>
            <source>{} translation(s) of the closed project continue; their results go to files.</source>
            <translation>已关闭工程的 {} 个翻译任务仍在继续；结果将写入文件。</translation>
        </message>
        <message>
            <source>Stop them</source>
            <translation>停止它们</translation>
        </message>
        <message>
            <source>Run anyway?</source>
            <translation>仍要运行吗?</translation>
        </message>
        <message>
            <source>{} exists. Replace it?</source>
            <translation>{} 已存在。要替换吗？</translation>
        </message>
        <message>
            <source>{} × {} pixels will be downloaded from {}. Continue?</source>
            <translation>将下载 {} × {} 个像元，来源：{}。要继续吗？</translation>
        </message>
        <message>
            <source>The translation cannot be prepared.</source>
            <translation>无法准备翻译。</translation>
        </message>
        <message>
            <source>Starting</source>
            <translation>正在启动</translation>
        </message>
        <message>
            <source>Cancelled.</source>
            <translation>已取消。</translation>
        </message>
        <message>
            <source>Stopping</source>
            <translation>正在停止</translation>
        </message>
        <message>
            <source>The translation failed.</source>
            <translation>翻译失败。</translation>
        </message>
        <message>
            <source>Its project was closed: the result is in {}.</source>
            <translation>其工程已关闭：结果位于 {}。</translation>
        </message>
        <message>
            <source>The result {} cannot be opened.</source>
            <translation>无法打开结果 {}。</translation>
        </message>
        <message>
            <source>Run before the job above</source>
            <translation>排到上一个任务之前</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>取消</translation>
        </message>
        <message>
            <source>Stop this job</source>
            <translation>停止此任务</translation>
        </message>
        <message>
            <source>Resume</source>
            <translation>继续</translation>
        </message>
        <message>
            <source>Continue with the finished rows</source>
            <translation>从已完成的行继续</translation>
        </message>
        <message>
            <source>Keep part</source>
            <translation>保留部分</translation>
        </message>
        <message>
            <source>Add the finished rows as a layer</source>
            <translation>把已完成的行添加为图层</translation>
        </message>
        <message>
            <source>Zoom to the result</source>
            <translation>缩放到结果</translation>
        </message>
        <message>
            <source>Compare</source>
            <translation>比较</translation>
        </message>
        <message>
            <source>Drag a line between the result and its source on the map</source>
            <translation>在地图上拖动结果与源之间的分界线</translation>
        </message>
        <message>
            <source>Again with…</source>
            <translation>再次翻译…</translation>
        </message>
        <message>
            <source>Fill in the panel as for this job</source>
            <translation>按此任务填写面板</translation>
        </message>
        <message>
            <source>Remove from the list</source>
            <translation>从列表中移除</translation>
        </message>
        <message>
            <source>Waiting</source>
            <translation>等待中</translation>
        </message>
        <message>
            <source>{} of {} windows</source>
            <translation>{} / {} 个窗口</translation>
        </message>
        <message>
            <source>{} left</source>
            <translation>剩余 {}</translation>
        </message>
        <message>
            <source>Done: {}</source>
            <translation>完成：{}</translation>
        </message>
        <message>
            <source>Band of the layer that is {}</source>
            <translation>图层中作为 {} 的波段</translation>
        </message>
        <message>
            <source>{} (synthetic, in progress)</source>
            <translation>{}（合成，进行中）</translation>
        </message>
        <message>
            <source>The Python that runs the Any2Any worker</source>
            <translation>运行 Any2Any 工作进程的 Python</translation>
        </message>
        <message>
            <source>Found automatically</source>
            <translation>自动找到</translation>
        </message>
        <message>
            <source>The system's certificates</source>
            <translation>系统证书</translation>
        </message>
        <message>
            <source>The default package index</source>
            <translation>默认软件包索引</translation>
        </message>
        <message>
            <source> min</source>
            <translation> 分钟</translation>
        </message>
        <message>
            <source>Never</source>
            <translation>从不</translation>
        </message>
        <message>
            <source>Check</source>
            <translation>检查</translation>
        </message>
        <message>
            <source>Check shows versions and paths here: add them to a bug report.</source>
            <translation>“检查”在此显示版本和路径：报告错误时请附上。</translation>
        </message>
        <message>
            <source>The model runs in a process of its own. If the field Python is empty, the environment variable {}, the environment that Set up made, and the .venv of a source checkout are used, in this order. Another Python needs 3.11 or newer with torch, rasterio and safetensors; fine-tuning also needs accelerate and pyyaml.</source>
            <translation>模型在独立的进程中运行。如果 Python 一栏为空，将依次使用环境变量 {}、安装时创建的环境和源代码目录的 .venv。其他 Python 需为 3.11 或更高版本，并装有 torch、rasterio 和 safetensors；微调还需要 accelerate 和 pyyaml。</translation>
        </message>
        <message>
            <source>Python</source>
            <translation>Python</translation>
        </message>
        <message>
            <source>Folder of environments</source>
            <translation>环境文件夹</translation>
        </message>
        <message>
            <source>Package index or mirror</source>
            <translation>软件包索引或镜像</translation>
        </message>
        <message>
            <source>CA file</source>
            <translation>CA 文件</translation>
        </message>
        <message>
            <source>Free memory after</source>
            <translation>释放内存前等待</translation>
        </message>
        <message>
            <source>Checking, up to a minute...</source>
            <translation>正在检查，最多一分钟...</translation>
        </message>
        <message>
            <source>Check the Any2Any worker</source>
            <translation>检查 Any2Any 工作进程</translation>
        </message>
        <message>
            <source>Translating a preview</source>
            <translation>正在翻译预览</translation>
        </message>
        <message>
            <source>No preview: the choices above are not complete.</source>
            <translation>无预览：上面的选择不完整。</translation>
        </message>
        <message>
            <source>A job is running: the preview follows when it has ended.</source>
            <translation>有任务正在运行：结束后显示预览。</translation>
        </message>
        <message>
            <source>A preview with {} steps takes long: press Preview to make it.</source>
            <translation>{} 步的预览耗时较长：按“预览”生成。</translation>
        </message>
        <message>
            <source>The layer that {} was made from is not open.</source>
            <translation>生成 {} 的源图层没有打开。</translation>
        </message>
        <message>
            <source>{} (synthetic, finished rows)</source>
            <translation>{}（合成，已完成的行）</translation>
        </message>
        <message>
            <source>Compare with its source</source>
            <translation>与源图层比较</translation>
        </message>
        <message>
            <source>Translate again with…</source>
            <translation>更改设置后再次翻译…</translation>
        </message>
        <message>
            <source>Sample (Sentinel-1)</source>
            <translation>示例 (Sentinel-1)</translation>
        </message>
        <message>
            <source>Source and result are in the project.</source>
            <translation>源和结果已在工程中。</translation>
        </message>
        <message>
            <source>A Python 3.11 or newer with the packages</source>
            <translation>装有这些软件包的 Python 3.11 或更高版本</translation>
        </message>
        <message>
            <source>Offline bundle</source>
            <translation>离线包</translation>
        </message>
        <message>
            <source>Translating the sample</source>
            <translation>正在翻译示例</translation>
        </message>
        <message>
            <source>Use an existing Python...</source>
            <translation>使用现有的 Python...</translation>
        </message>
        <message>
            <source>From an offline bundle...</source>
            <translation>来自离线包...</translation>
        </message>
        <message>
            <source>Copy diagnostics</source>
            <translation>复制诊断信息</translation>
        </message>
        <message>
            <source>Try the sample</source>
            <translation>试用示例</translation>
        </message>
        <message>
            <source>Continue to the panel</source>
            <translation>继续到面板</translation>
        </message>
        <message>
            <source>Repair</source>
            <translation>修复</translation>
        </message>
        <message>
            <source>Remove</source>
            <translation>移除</translation>
        </message>
        <message>
            <source>Any2Any needs its own Python packages</source>
            <translation>Any2Any 需要自己的 Python 软件包</translation>
        </message>
        <message>
            <source>They are downloaded into a folder of their own: QGIS and other plugins stay as they are, and Remove takes everything away again.</source>
            <translation>它们会下载到单独的文件夹：QGIS 和其他插件保持不变，“移除”会清除全部内容。</translation>
        </message>
        <message>
            <source>Set up (about {:.0f} MB)</source>
            <translation>安装（约 {:.0f} MB）</translation>
        </message>
        <message>
            <source>Setting up</source>
            <translation>正在安装</translation>
        </message>
        <message>
            <source>Removing the packages</source>
            <translation>正在删除软件包</translation>
        </message>
        <message>
            <source>Try again</source>
            <translation>重试</translation>
        </message>
        <message>
            <source>Network options...</source>
            <translation>网络选项...</translation>
        </message>
        <message>
            <source>Any2Any options...</source>
            <translation>Any2Any 选项...</translation>
        </message>
        <message>
            <source>Continue with the processor</source>
            <translation>继续使用处理器</translation>
        </message>
        <message>
            <source>This did not work; Any2Any stays as it was</source>
            <translation>操作未成功；Any2Any 保持原样</translation>
        </message>
        <message>
            <source>Any2Any is not set up</source>
            <translation>Any2Any 尚未安装</translation>
        </message>
        <message>
            <source>Any2Any is ready</source>
            <translation>Any2Any 已就绪</translation>
        </message>
        <message>
            <source>Use the graphics card {} (about {:.0f} MB)</source>
            <translation>使用显卡 {}（约 {:.0f} MB）</translation>
        </message>
        <message>
            <source>Device in use: {}</source>
            <translation>使用的设备：{}</translation>
        </message>
        <message>
            <source>Remove ({:.0f} MB)</source>
            <translation>移除（{:.0f} MB）</translation>
        </message>
        <message>
            <source>It uses a Python from the options, or one that was found.</source>
            <translation>它使用选项中选择的或找到的 Python。</translation>
        </message>
        <message>
            <source>Layer to translate</source>
            <translation>要翻译的图层</translation>
        </message>
        <message>
            <source>Open a raster file</source>
            <translation>打开栅格文件</translation>
        </message>
        <message>
            <source>Source modality</source>
            <translation>源模态</translation>
        </message>
        <message>
            <source>Bands</source>
            <translation>波段</translation>
        </message>
        <message>
            <source>&amp;Layer</source>
            <translation>图层(&amp;L)</translation>
        </message>
        <message>
            <source>&amp;From</source>
            <translation>从(&amp;F)</translation>
        </message>
        <message>
            <source>Choose a raster layer.</source>
            <translation>请选择栅格图层。</translation>
        </message>
        <message>
            <source>{} needs {} bands, this layer has {}.</source>
            <translation>{} 需要 {} 个波段，此图层有 {} 个。</translation>
        </message>
        <message>
            <source>QGIS cannot open {} as a raster.</source>
            <translation>QGIS 无法把 {} 作为栅格打开。</translation>
        </message>
        <message>
            <source>looks like {}: {}</source>
            <translation>看起来像 {}：{}</translation>
        </message>
        <message>
            <source>chosen by you</source>
            <translation>由您选择</translation>
        </message>
        <message>
            <source>&amp;To</source>
            <translation>到(&amp;T)</translation>
        </message>
        <message>
            <source>This is what the layer shows.</source>
            <translation>这就是图层所显示的内容。</translation>
        </message>
        <message>
            <source>Trained direction, translated through {} by your choice</source>
            <translation>已训练的方向，按您的选择经由 {}</translation>
        </message>
        <message>
            <source>Trained direction</source>
            <translation>已训练的方向</translation>
        </message>
        <message>
            <source>* Zero-shot: not trained, translated through {}</source>
            <translation>* 零样本：未经训练，经由 {} 翻译</translation>
        </message>
        <message>
            <source>* Zero-shot: not trained on this direction</source>
            <translation>* 零样本：未在此方向上训练</translation>
        </message>
        <message>
            <source>Translate to {}</source>
            <translation>翻译为 {}</translation>
        </message>
        <message>
            <source>Pre&amp;view</source>
            <translation>预览(&amp;P)</translation>
        </message>
        <message>
            <source>&amp;Run</source>
            <translation>运行(&amp;R)</translation>
        </message>
        <message>
            <source>Translate the middle of the map view</source>
            <translation>翻译地图视图的中心部分</translation>
        </message>
        <message>
            <source>&amp;Preset</source>
            <translation>预设(&amp;I)</translation>
        </message>
        <message>
            <source>Choose an area: a map service has no end.</source>
            <translation>请选择区域：地图服务没有边界。</translation>
        </message>
        <message>
            <source>The plugin is removed; the packages that it downloaded are still in {}.</source>
            <translation>插件已移除；它下载的软件包仍在 {} 中。</translation>
        </message>
        <message>
            <source>Remove them ({:.0f} MB)</source>
            <translation>移除它们（{:.0f} MB）</translation>
        </message>
        <message>
            <source>Units of the values</source>
            <translation>数值的单位</translation>
        </message>
        <message>
            <source>Processing level of the reflectance</source>
            <translation>反射率的处理级别</translation>
        </message>
        <message>
            <source>The model works with surface reflectance. Top-of-atmosphere reflectance is converted to it first.</source>
            <translation>模型使用地表反射率；大气层顶的反射率会换算到地表。</translation>
        </message>
        <message>
            <source>Reflectan&amp;ce</source>
            <translation>反射率(&amp;C)</translation>
        </message>
        <message>
            <source>&amp;Units</source>
            <translation>单位(&amp;U)</translation>
        </message>
        <message>
            <source>Its values look like “{}”, but “{}” is chosen.</source>
            <translation>其数值看起来像“{}”，但选择了“{}”。</translation>
        </message>
        <message>
            <source>Computed on {}. Click for the set-up: repair, remove, graphics card.</source>
            <translation>在 {} 上计算。点击打开安装页面：修复、移除、显卡。</translation>
        </message>
        <message>
            <source>The layer {} is a map service: choose an area, such as the map view.</source>
            <translation>图层 {} 是地图服务：请选择一个区域，例如地图视图。</translation>
        </message>
        <message>
            <source>The extent {} does not touch the layer {}, which covers {}.</source>
            <translation>范围 {} 没有触及图层 {}，其覆盖范围为 {}。</translation>
        </message>
        <message>
            <source>The area has {} × {} pixels: choose a smaller one, at most {} × {}.</source>
            <translation>区域有 {} × {} 个像元：请选择更小的区域，最多 {} × {}。</translation>
        </message>
        <message>
            <source>The layer {} is a map service without end: export the area to a GeoTIFF first.</source>
            <translation>图层 {} 是没有边界的地图服务：请先将区域导出为 GeoTIFF。</translation>
        </message>
        <message>
            <source>Exporting the layer {}</source>
            <translation>正在导出图层 {}</translation>
        </message>
        <message>
            <source>The layer has no picture of this area: its service does not answer, or covers another place.</source>
            <translation>该图层没有此区域的图像：其服务没有响应，或覆盖的是其他地方。</translation>
        </message>
        <message>
            <source>The layer gave no picture of {} % of the area: the result has no data there.</source>
            <translation>图层未提供该区域 {} % 的图像：结果在该处没有数据。</translation>
        </message>
        <message>
            <source>The layer cannot be exported: save it as a GeoTIFF first.</source>
            <translation>无法导出图层：请先另存为 GeoTIFF。</translation>
        </message>
        <message>
            <source>The layer cannot be exported: error {} of QGIS's writer.</source>
            <translation>无法导出图层：QGIS 写入错误 {}。</translation>
        </message>
        <message>
            <source>The layer cannot be resampled: {}</source>
            <translation>无法重采样图层：{}</translation>
        </message>
        <message>
            <source>{} cannot be written.</source>
            <translation>无法写入 {}。</translation>
        </message>
        <message>
            <source>synthetic {}: Any2Any wrote this file</source>
            <translation>合成 {}：此文件由 Any2Any 写出</translation>
        </message>
        <message>
            <source>band {} is named {}</source>
            <translation>波段 {} 名为 {}</translation>
        </message>
        <message>
            <source>{} bands named {}</source>
            <translation>{} 个波段名为 {}</translation>
        </message>
        <message>
            <source>wavelengths of {} nm</source>
            <translation>波长 {} nm</translation>
        </message>
        <message>
            <source>colour bands red, green and blue</source>
            <translation>红、绿、蓝颜色波段</translation>
        </message>
        <message>
            <source>complex values, as only radar has</source>
            <translation>复数值，只有雷达才有</translation>
        </message>
        <message>
            <source>values around {:.0f} are decibels</source>
            <translation>{:.0f} 左右的数值是分贝</translation>
        </message>
        <message>
            <source>the name {} says so</source>
            <translation>名称 {} 表明了这一点</translation>
        </message>
        <message>
            <source>guessed from its {} band(s) only: please check</source>
            <translation>只有 {} 个波段这一点支持此判断：请检查</translation>
        </message>
        <message>
            <source>{}: holes filled (partly synthetic)</source>
            <translation>{}:空洞已填补(部分为合成)</translation>
        </message>
        <message>
            <source>{}: synthetic pixels</source>
            <translation>{}:合成像素</translation>
        </message>
        <message>
            <source>{}: outline of the filled parts</source>
            <translation>{}：填补部分的轮廓</translation>
        </message>
        <message>
            <source>{}: error (result minus truth)</source>
            <translation>{}：误差（结果减真值）</translation>
        </message>
        <message>
            <source>Training tiles</source>
            <translation>训练图块</translation>
        </message>
        <message>
            <source>Train</source>
            <translation>训练</translation>
        </message>
        <message>
            <source>Validation</source>
            <translation>验证</translation>
        </message>
        <message>
            <source>Test</source>
            <translation>测试</translation>
        </message>
        <message>
            <source>The layer {} has no file: choose an index that Export training tiles wrote.</source>
            <translation>图层 {} 不在任何文件中：请选择由“导出训练图块”写出的索引。</translation>
        </message>
        <message>
            <source>{} holds no finished rows.</source>
            <translation>{} 中没有已完成的行。</translation>
        </message>
        <message>
            <source>The finished rows in {} cannot be read any more.</source>
            <translation>无法再读取 {} 中已完成的行。</translation>
        </message>
        <message>
            <source>{} steps</source>
            <translation>{} 步</translation>
        </message>
        <message>
            <source>seed {}</source>
            <translation>种子 {}</translation>
        </message>
        <message>
            <source>{} {} standard deviation (synthetic, from {}; {})</source>
            <translation>{} {} 标准差（合成，来自 {}；{}）</translation>
        </message>
        <message>
            <source>{} {} (synthetic, from {}; {})</source>
            <translation>{} {}（合成，来自 {}；{}）</translation>
        </message>
        <message>
            <source>Synthetic {target} image, translated from the {source} image {name} by the model {model} ({digest}), {steps} sampling steps, seed {seed}. It shows a plausible image predicted by the model, not what a sensor measured.</source>
            <translation>合成 {target} 图像，由 {source} 图像 {name} 经模型 {model}（{digest}）翻译，{steps} 个采样步，种子 {seed}。它显示模型预测的一幅合理图像，而不是传感器的测量结果。</translation>
        </message>
        <message>
            <source> It is the mean of {} samples.</source>
            <translation> 它是 {} 个样本的平均值。</translation>
        </message>
        <message>
            <source>Standard deviation over {} samples: where it is large, the model's own answers disagree. It is not an error bar: errors that all samples share do not show in it. About the image that it belongs to: {}</source>
            <translation>{} 个样本的标准差：数值大的地方，模型自身的答案不一致。它不是误差棒：模型从未见过的内容不包含在内。关于其所属的图像：{}</translation>
        </message>
        <message>
            <source> It was translated through {}.</source>
            <translation> 它经由 {} 翻译。</translation>
        </message>
        <message>
            <source> The model was not trained on this direction (zero-shot).</source>
            <translation> 模型没有在此方向上训练（零样本）。</translation>
        </message>
        <message>
            <source>{}: synthetic</source>
            <translation>{}：合成</translation>
        </message>
        <message>
            <source>model: {}</source>
            <translation>模型：{}</translation>
        </message>
        <message>
            <source>{time}: translated from {name} ({source}) with {model}, {steps} steps, seed {seed}</source>
            <translation>{time}：由 {name}（{source}）翻译，模型 {model}，{steps} 步，种子 {seed}</translation>
        </message>
        <message>
            <source>The layer {} is no longer in the project: add it again.</source>
            <translation>图层 {} 已不在工程中：请重新添加。</translation>
        </message>
        <message>
            <source>The layer {} comes from {}, which the worker cannot read: export it to a GeoTIFF (Export &gt; Save As...) first.</source>
            <translation>图层 {} 来自 {}，工作进程无法读取：请先导出为 GeoTIFF（导出 &gt; 另存为...）。</translation>
        </message>
        <message>
            <source>The layer {} is being edited: save the edits or export it to a GeoTIFF first.</source>
            <translation>图层 {} 正在编辑：请保存编辑，或先导出为 GeoTIFF。</translation>
        </message>
        <message>
            <source>The layer {} was opened with options ({}): export it to a GeoTIFF first.</source>
            <translation>图层 {} 是带选项（{}）打开的：请先导出为 GeoTIFF。</translation>
        </message>
        <message>
            <source>The layer {} is held in the memory of QGIS: export it to a GeoTIFF first.</source>
            <translation>图层 {} 位于 QGIS 内存中：请先导出为 GeoTIFF。</translation>
        </message>
        <message>
            <source>The layer {} is placed by ground control points: export it to a GeoTIFF first.</source>
            <translation>图层 {} 由地面控制点定位：请先导出为 GeoTIFF。</translation>
        </message>
        <message>
            <source>The raster {} cannot be opened any more.</source>
            <translation>栅格 {} 无法再打开。</translation>
        </message>
        <message>
            <source>False colour (NIR, red, green)</source>
            <translation>假彩色（NIR、红、绿）</translation>
        </message>
        <message>
            <source>Short wave infrared (SWIR, NIR, red)</source>
            <translation>短波红外（SWIR、NIR、红）</translation>
        </message>
        <message>
            <source>True colour</source>
            <translation>真彩色</translation>
        </message>
        <message>
            <source>measured</source>
            <translation>实测</translation>
        </message>
        <message>
            <source>synthetic</source>
            <translation>合成</translation>
        </message>
        <message>
            <source>hole that no source shows</source>
            <translation>没有数据源显示的空洞</translation>
        </message>
        <message>
            <source>Automatic</source>
            <translation>自动</translation>
        </message>
        <message>
            <source>Reflectance (0 to 1)</source>
            <translation>反射率（0 到 1）</translation>
        </message>
        <message>
            <source>Reflectance × 10000</source>
            <translation>反射率 × 10000</translation>
        </message>
        <message>
            <source>Reflectance × 10000 + 1000 (Sentinel-2 since 2022)</source>
            <translation>反射率 × 10000 + 1000（2022 年起的 Sentinel-2）</translation>
        </message>
        <message>
            <source>Landsat Collection 2 numbers</source>
            <translation>Landsat Collection 2 数值</translation>
        </message>
        <message>
            <source>Landsat Collection 2 level 1 numbers</source>
            <translation>Landsat Collection 2 一级数值</translation>
        </message>
        <message>
            <source>8-bit picture</source>
            <translation>8 位图片</translation>
        </message>
        <message>
            <source>Decibels</source>
            <translation>分贝</translation>
        </message>
        <message>
            <source>Decibels × 10</source>
            <translation>分贝 × 10</translation>
        </message>
        <message>
            <source>Decibels × 100</source>
            <translation>分贝 × 100</translation>
        </message>
        <message>
            <source>Linear power</source>
            <translation>线性功率</translation>
        </message>
        <message>
            <source>Amplitude</source>
            <translation>振幅</translation>
        </message>
        <message>
            <source>8-bit picture of amplitude</source>
            <translation>振幅的 8 位图片</translation>
        </message>
        <message>
            <source>8-bit picture of decibels</source>
            <translation>分贝的 8 位图片</translation>
        </message>
        <message>
            <source>Kelvin</source>
            <translation>开尔文</translation>
        </message>
        <message>
            <source>Degrees Celsius</source>
            <translation>摄氏度</translation>
        </message>
        <message>
            <source>Landsat Collection 2 temperature</source>
            <translation>Landsat Collection 2 温度</translation>
        </message>
        <message>
            <source>Scale and offset of the file</source>
            <translation>文件的比例和偏移</translation>
        </message>
        <message>
            <source>Fast (1 step, smooth)</source>
            <translation>快速（1 步，平滑）</translation>
        </message>
        <message>
            <source>Balanced (4 steps)</source>
            <translation>均衡（4 步）</translation>
        </message>
        <message>
            <source>Detailed (10 steps)</source>
            <translation>精细（10 步）</translation>
        </message>
        <message>
            <source>As in the paper (250 steps)</source>
            <translation>与论文相同（250 步）</translation>
        </message>
        <message>
            <source>fast</source>
            <translation>快速</translation>
        </message>
        <message>
            <source>balanced</source>
            <translation>均衡</translation>
        </message>
        <message>
            <source>detailed</source>
            <translation>精细</translation>
        </message>
        <message>
            <source>as in the paper</source>
            <translation>与论文相同</translation>
        </message>
        <message>
            <source>Surface (level 2A)</source>
            <translation>地表（2A 级）</translation>
        </message>
        <message>
            <source>Top of the atmosphere (level 1C)</source>
            <translation>大气层顶（1C 级）</translation>
        </message>
        <message>
            <source>32 bit</source>
            <translation>32 位</translation>
        </message>
        <message>
            <source>16 bit (bfloat16)</source>
            <translation>16 位 (bfloat16)</translation>
        </message>
        <message>
            <source>Through {}</source>
            <translation>经由 {}</translation>
        </message>
        <message>
            <source>Direct</source>
            <translation>直接</translation>
        </message>
        <message>
            <source>Training</source>
            <translation>训练</translation>
        </message>
        <message>
            <source>Processor (smallest download)</source>
            <translation>处理器（下载最小）</translation>
        </message>
        <message>
            <source>Graphics card</source>
            <translation>显卡</translation>
        </message>
        <message>
            <source>With training</source>
            <translation>包含训练</translation>
        </message>
        <message>
            <source>Show the Any2Any panel</source>
            <translation>显示 Any2Any 面板</translation>
        </message>
        <message>
            <source>Any2Any is ready: open its panel.</source>
            <translation>Any2Any 已就绪：请打开其面板。</translation>
        </message>
        <message>
            <source>Any2Any is installed: open its panel to set it up.</source>
            <translation>Any2Any 已添加：请打开其面板进行安装。</translation>
        </message>
        <message>
            <source>Open the panel</source>
            <translation>打开面板</translation>
        </message>
        <message>
            <source>Parameters</source>
            <translation>参数</translation>
        </message>
        <message>
            <source>Outputs</source>
            <translation>输出</translation>
        </message>
        <message>
            <source>optional</source>
            <translation>可选</translation>
        </message>
        <message>
            <source>The bundled model is missing: {} Reinstall the plugin.</source>
            <translation>缺少自带模型：{} 请重新安装插件。</translation>
        </message>
        <message>
            <source>Translation</source>
            <translation>翻译</translation>
        </message>
        <message>
            <source>Compare with a real image</source>
            <translation>与真实图像比较</translation>
        </message>
        <message>
            <source>Scores a translated image against a real one of the same place: error, bias and correlation of each band, a map of the errors and a page with pictures. The real image may have another CRS, extent and pixel size; it is resampled to the result's grid.</source>
            <translation>将翻译的图像与同一地点的真实图像对比评分：每个波段的误差、偏差和相关系数，误差图，以及带图片的页面。真实图像可以有不同的坐标系、范围和像元大小；它会被转换到结果的格网。</translation>
        </message>
        <message>
            <source>Page of the report</source>
            <translation>报告页面</translation>
        </message>
        <message>
            <source>Peak signal-to-noise ratio, dB</source>
            <translation>峰值信噪比，dB</translation>
        </message>
        <message>
            <source>Figures as JSON</source>
            <translation>JSON 格式的数值</translation>
        </message>
        <message>
            <source>Translated image</source>
            <translation>翻译后的图像</translation>
        </message>
        <message>
            <source>Real image</source>
            <translation>真实图像</translation>
        </message>
        <message>
            <source>Bands of the real image</source>
            <translation>真实图像的波段</translation>
        </message>
        <message>
            <source>A result of Any2Any, or another raster if the modality is chosen.</source>
            <translation>Any2Any 的结果；如果选择了模态，也可以是其他栅格。</translation>
        </message>
        <message>
            <source>An image of the same modality that a sensor took of the same place.</source>
            <translation>传感器在同一地点拍摄的同一模态的图像。</translation>
        </message>
        <message>
            <source>Modality of both</source>
            <translation>两者的模态</translation>
        </message>
        <message>
            <source>What both images show; auto reads it from the result's tags.</source>
            <translation>两幅图像显示的内容；auto 采用结果标签中的说明。</translation>
        </message>
        <message>
            <source>Radiometry of the real image</source>
            <translation>真实图像的辐射定标</translation>
        </message>
        <message>
            <source>How the real image stores its values; auto looks at the file and says what it chose.</source>
            <translation>真实图像如何存储数值；auto 查看文件并说明其选择。</translation>
        </message>
        <message>
            <source>In the order of the modality. If empty, they are found by name, or the first are used.</source>
            <translation>按模态的顺序。留空时按名称查找，否则使用前几个波段。</translation>
        </message>
        <message>
            <source>Map of errors</source>
            <translation>误差图</translation>
        </message>
        <message>
            <source>Folder for the report</source>
            <translation>报告文件夹</translation>
        </message>
        <message>
            <source>Result minus real image for each band, in reflectance or dB.</source>
            <translation>每个波段的结果减真实图像，单位为反射率或 dB。</translation>
        </message>
        <message>
            <source>A page with figures and pictures, and the figures as JSON.</source>
            <translation>带数值和图片的页面，以及 JSON 格式的数值。</translation>
        </message>
        <message>
            <source>PSNR {:.2f} dB over {} pixels, {:.0f} % of the result</source>
            <translation>PSNR {:.2f} dB，基于 {} 个像元，占结果的 {:.0f} %</translation>
        </message>
        <message>
            <source>{}: error {:.4f}, bias {:+.4f}, correlation {:.3f} ({})</source>
            <translation>{}：误差 {:.4f}，偏差 {:+.4f}，相关系数 {:.3f}（{}）</translation>
        </message>
        <message>
            <source>Export training tiles</source>
            <translation>导出训练图块</translation>
        </message>
        <message>
            <source>Makes training data from layers that show the same place in different modalities, for example radar and true colour.

The layers are checked against one another: they need one CRS and one pixel grid, with pixel sizes in whole ratios, and are cut to the ground that they share. Where they do not fit, the message says which one to warp, and to which grid.

The result is a GeoPackage of footprints that points to the rasters. Run the algorithm once for every scene with the same output, then run Fine-tune a model.</source>
            <translation>由显示同一地点不同模态（例如雷达和真彩色）的图层制作训练数据。

图层会相互检查：它们需要同一坐标系和同一像元格网，像元大小成整数比，并裁剪到共有的地面范围。不匹配时，消息会说明哪个图层需要纠正到哪个格网。

结果是一个 GeoPackage，包含指向栅格的覆盖范围。对每个场景用同一输出运行一次此算法，然后运行“微调模型”。</translation>
        </message>
        <message>
            <source>Tiles of this scene</source>
            <translation>此场景的图块数</translation>
        </message>
        <message>
            <source>Tiles in the index</source>
            <translation>索引中的图块数</translation>
        </message>
        <message>
            <source>Split</source>
            <translation>划分</translation>
        </message>
        <message>
            <source>Choose at least two layers of the same place.</source>
            <translation>请选择至少两个同一地点的图层。</translation>
        </message>
        <message>
            <source>Further layers: {!r} is not a raster layer or file; choose another.</source>
            <translation>更多图层：{!r} 不是栅格图层或文件；请另选。</translation>
        </message>
        <message>
            <source>Further layers: bands {!r} are not numbers; write them like 1 2 3.</source>
            <translation>更多图层：波段 {!r} 不是数字；请写成 1 2 3 的形式。</translation>
        </message>
        <message>
            <source>Scene {scene} of place {place}: {tiles} tiles for {split}, {tiles_in_index} tiles in the index now</source>
            <translation>场景 {scene}（地点 {place}）：{tiles} 个图块用于 {split}，索引中现有 {tiles_in_index} 个图块</translation>
        </message>
        <message>
            <source>{} layer</source>
            <translation>{} 图层</translation>
        </message>
        <message>
            <source>A raster of this kind ({}); the model knows it at {:g} m. Give at least two layers of the same place: one CRS, one pixel grid, pixel sizes in whole ratios.</source>
            <translation>这类栅格（{}）；模型熟悉的像元大小是 {:g} m。请给出至少两个同一地点的图层：同一坐标系、同一像元格网、像元大小成整数比。</translation>
        </message>
        <message>
            <source>Scene name</source>
            <translation>场景名称</translation>
        </message>
        <message>
            <source>Name of this scene in the index. If empty, the name of the first layer is used.</source>
            <translation>此场景在索引中的名称；留空则用第一个图层的名称。</translation>
        </message>
        <message>
            <source>Place</source>
            <translation>地点</translation>
        </message>
        <message>
            <source>Scenes of one place share a split. If empty, the place of an overlapping scene in the index is used; without one, the scene is a new place.</source>
            <translation>同一地点的场景属于同一划分。留空时由索引中与其重叠的场景决定，否则该场景自成一个地点。</translation>
        </message>
        <message>
            <source>Train: used to learn. Validation: used to watch the training. Test: kept for the final score. Auto: the split of the place; new places are shared out by about 80, 10 and 10 %, the first ones to train.</source>
            <translation>训练：用于学习。验证：用于监视训练。测试：留作最终评判。自动：采用地点的划分，新地点约为 80、10 和 10 %，最先的用于训练。</translation>
        </message>
        <message>
            <source>Licence of the images</source>
            <translation>图像的许可证</translation>
        </message>
        <message>
            <source>For example CC-BY-4.0. Every model that is trained on these tiles records it.</source>
            <translation>例如 CC-BY-4.0。它会写入用这些图像训练的每个模型的记录。</translation>
        </message>
        <message>
            <source>Extent</source>
            <translation>范围</translation>
        </message>
        <message>
            <source>The area to use. If empty, the area that all layers share.</source>
            <translation>要使用的部分；留空则使用图层共有的全部范围。</translation>
        </message>
        <message>
            <source>{} bands</source>
            <translation>{} 波段</translation>
        </message>
        <message>
            <source>{} radiometry</source>
            <translation>{} 辐射定标</translation>
        </message>
        <message>
            <source>The layer's bands in the order {}. If empty, they are found by name.</source>
            <translation>图层波段，顺序为 {}。不选择时按名称查找。</translation>
        </message>
        <message>
            <source>How the layer stores its values. Auto looks at the file and says what it chose; the names are those of the algorithm Translate image modality.</source>
            <translation>图层如何存储数值。auto 查看文件并说明其选择；名称与算法“翻译图像模态”相同。</translation>
        </message>
        <message>
            <source>Model folder</source>
            <translation>模型文件夹</translation>
        </message>
        <message>
            <source>Modality</source>
            <translation>模态</translation>
        </message>
        <message>
            <source>Raster</source>
            <translation>栅格</translation>
        </message>
        <message>
            <source>Radiometry</source>
            <translation>辐射定标</translation>
        </message>
        <message>
            <source>Further layers</source>
            <translation>更多图层</translation>
        </message>
        <message>
            <source>The model to train; it defines the modalities. If empty, the bundled model.</source>
            <translation>要训练的模型（若不是自带模型）：它决定有哪些模态。</translation>
        </message>
        <message>
            <source>Layers of modalities that the bundled model lacks: the modality's name in the model, a layer or a file, band numbers separated by spaces, and a radiometry; the last two may stay empty.</source>
            <translation>自带模型没有的模态的图层：模型中的模态名称、图层或文件、以空格分隔的波段号，以及辐射定标；后两项可留空。</translation>
        </message>
        <message>
            <source>Add to an existing index</source>
            <translation>添加到现有索引</translation>
        </message>
        <message>
            <source>Keeps the scenes that are already in the file, so that you can export one scene after another. A scene with the same name and files is replaced. If off, the file is overwritten.</source>
            <translation>保留文件中已有的场景，以便逐个导出场景。同名且文件相同的场景会被替换。否则重新写文件。</translation>
        </message>
        <message>
            <source>Index of training tiles</source>
            <translation>训练图块索引</translation>
        </message>
        <message>
            <source>A GeoPackage with the footprints of the tiles. It refers to the rasters and does not copy their pixels: do not move them.</source>
            <translation>包含图块覆盖范围的 GeoPackage。它指向栅格而不复制像元：请保持栅格位置不变。</translation>
        </message>
        <message>
            <source>Checking the input</source>
            <translation>正在检查输入</translation>
        </message>
        <message>
            <source>Loading the model</source>
            <translation>正在加载模型</translation>
        </message>
        <message>
            <source>Encoding</source>
            <translation>正在编码</translation>
        </message>
        <message>
            <source>Translating</source>
            <translation>正在翻译</translation>
        </message>
        <message>
            <source>Decoding</source>
            <translation>正在解码</translation>
        </message>
        <message>
            <source>Writing the file</source>
            <translation>正在写文件</translation>
        </message>
        <message>
            <source>Finished</source>
            <translation>已完成</translation>
        </message>
        <message>
            <source>Comparing</source>
            <translation>正在比较</translation>
        </message>
        <message>
            <source>Exporting the layer</source>
            <translation>正在导出图层</translation>
        </message>
        <message>
            <source>Fill cloud gaps</source>
            <translation>填补云造成的空缺</translation>
        </message>
        <message>
            <source>Fills the holes of an image from radar or another source, and from an older image where there is one. The fill is calibrated on the clear part of the image. Measured pixels are copied bit for bit, and a second raster says which pixels are synthetic.</source>
            <translation>用雷达或其他数据源填补影像的空洞,如有较早的影像也一并使用。填补值按影像的晴空部分校准。实测像素逐位复制,第二个栅格标明哪些像素是合成的。</translation>
        </message>
        <message>
            <source>Synthetic pixels</source>
            <translation>合成像素</translation>
        </message>
        <message>
            <source>Pixels of holes that no source shows</source>
            <translation>没有数据源显示的空洞像素</translation>
        </message>
        <message>
            <source>Source</source>
            <translation>数据源</translation>
        </message>
        <message>
            <source>Second source</source>
            <translation>第二个源</translation>
        </message>
        <message>
            <source>All its bands are filled; type and units stay the same.</source>
            <translation>填补其所有波段;数据类型和单位不变。</translation>
        </message>
        <message>
            <source>What shows the ground under the holes, such as radar of the same week.</source>
            <translation>显示空洞下地表的数据,例如同一周的雷达。</translation>
        </message>
        <message>
            <source>What the source shows.</source>
            <translation>数据源显示的内容。</translation>
        </message>
        <message>
            <source>Another source, such as radar of the older image's date.</source>
            <translation>另一个源，例如较早影像日期的雷达。</translation>
        </message>
        <message>
            <source>Modality of the second source</source>
            <translation>第二个源的模态</translation>
        </message>
        <message>
            <source>What the second source shows.</source>
            <translation>第二个源显示的内容。</translation>
        </message>
        <message>
            <source>An image of the same kind from another date, without clouds. Its levels are adapted.</source>
            <translation>另一日期的同类无云影像。其亮度水平会被调整。</translation>
        </message>
        <message>
            <source>Modality of the image</source>
            <translation>影像的模态</translation>
        </message>
        <message>
            <source>What the image shows; auto decides by the names and the number of its bands.</source>
            <translation>影像显示的内容;auto 按波段的名称和数量判断。</translation>
        </message>
        <message>
            <source>Radiometry of the image</source>
            <translation>影像的辐射格式</translation>
        </message>
        <message>
            <source>How the image stores its values; auto looks at the file and says what it chose.</source>
            <translation>影像如何存储数值;auto 检查文件并说明其选择。</translation>
        </message>
        <message>
            <source>Band of the holes</source>
            <translation>空洞的波段</translation>
        </message>
        <message>
            <source>Classes that are holes</source>
            <translation>视为空洞的类别</translation>
        </message>
        <message>
            <source>A raster that is not 0 in holes, a raster of classes, or polygons. If empty, the image's nodata.</source>
            <translation>在空洞处不为 0 的栅格、类别栅格或多边形。留空则使用影像的 nodata。</translation>
        </message>
        <message>
            <source>Band of the raster of holes or classes.</source>
            <translation>空洞或类别栅格的波段。</translation>
        </message>
        <message>
            <source>Such as 3,8,9,10 for Sentinel-2's scene classification. If empty, all values but 0.</source>
            <translation>例如 Sentinel-2 场景分类的 3,8,9,10。留空则为除 0 以外的所有值。</translation>
        </message>
        <message>
            <source>Filled image</source>
            <translation>填补后的影像</translation>
        </message>
        <message>
            <source>Map of synthetic pixels</source>
            <translation>合成像素图</translation>
        </message>
        <message>
            <source>Outline of the filled parts</source>
            <translation>填补部分的轮廓</translation>
        </message>
        <message>
            <source>The image without its holes.</source>
            <translation>没有空洞的影像。</translation>
        </message>
        <message>
            <source>0 is measured, 1 is synthetic, 2 is a hole that no source shows.</source>
            <translation>0 为实测,1 为合成,2 为没有数据源显示的空洞。</translation>
        </message>
        <message>
            <source>Polygons around the synthetic pixels and around holes that no source shows.</source>
            <translation>合成像素以及没有源显示的空缺周围的多边形。</translation>
        </message>
        <message>
            <source>The classes {!r} are not whole numbers: write them like 3,8,9,10.</source>
            <translation>类别 {!r} 不是整数:请写成 3,8,9,10 的形式。</translation>
        </message>
        <message>
            <source>{} pixels are synthetic, calibrated on {} clear pixels</source>
            <translation>{} 个像素是合成的,按 {} 个晴空像素校准</translation>
        </message>
        <message>
            <source>The polygons of {} cannot be written: {}</source>
            <translation>无法写入 {} 的多边形:{}</translation>
        </message>
        <message>
            <source>Fine-tune a model</source>
            <translation>微调模型</translation>
        </message>
        <message>
            <source>Trains a copy of a model further on tiles that Export training tiles collected, so that it suits a region, a season or a sensor better.

It runs in the worker's Python, which needs accelerate and pyyaml for this, on its graphics card if there is one; on a processor, count on seconds a step. Cancel keeps what was trained: run it again with the same parameters to go on.

The result is a model folder for the parameter Model folder of Translate image modality. The log says how far off its translations of held-out tiles were before and after.</source>
            <translation>用“导出训练图块”收集的图块继续训练模型的副本，使其更适合某个地区、季节或传感器。

它在工作进程的 Python 中运行，为此需要 accelerate 和 pyyaml；有显卡时使用显卡；在处理器上每步需要数秒。“取消”会保留已训练的内容：用相同参数再次运行即可继续。

结果是模型文件夹，可用于“翻译图像模态”的参数“模型文件夹”。日志说明训练前后在保留图块上的误差。</translation>
        </message>
        <message>
            <source>Loss before</source>
            <translation>训练前损失</translation>
        </message>
        <message>
            <source>Loss after</source>
            <translation>训练后损失</translation>
        </message>
        <message>
            <source>{!r} is not a direction: write two modalities like sar-&gt;rgb.</source>
            <translation>{!r} 不是方向：请写两个模态，如 sar-&gt;rgb。</translation>
        </message>
        <message>
            <source>The footprints that Export training tiles wrote, as a layer or as a file.</source>
            <translation>由“导出训练图块”写出的覆盖范围，图层或文件均可。</translation>
        </message>
        <message>
            <source>Base model</source>
            <translation>基础模型</translation>
        </message>
        <message>
            <source>Folder of the model to start from. If empty, the bundled model. The folder is not changed.</source>
            <translation>起始模型的文件夹；留空则用自带模型。它不会被更改。</translation>
        </message>
        <message>
            <source>Directions</source>
            <translation>方向</translation>
        </message>
        <message>
            <source>Directions to train, such as sar-&gt;rgb, rgb-&gt;sar. If empty, all directions of the training tiles. Other directions may get worse, so name all that you need.</source>
            <translation>要训练的方向，如 sar-&gt;rgb, rgb-&gt;sar。留空则训练图块中的所有方向；其他方向可能变差，因此请写出您需要的方向。</translation>
        </message>
        <message>
            <source>Learning rate</source>
            <translation>学习率</translation>
        </message>
        <message>
            <source>Seed</source>
            <translation>种子</translation>
        </message>
        <message>
            <source>Number of weight updates. A few hundred adapt a model to a few scenes.</source>
            <translation>权重更改的次数。几百次即可让模型适应少量场景。</translation>
        </message>
        <message>
            <source>Size of each weight update: halve it if the loss rises.</source>
            <translation>每次更改的幅度：如果损失上升，请减半。</translation>
        </message>
        <message>
            <source>Windows per step</source>
            <translation>每步窗口数</translation>
        </message>
        <message>
            <source>Larger batches make the training steadier, and need more memory and time in proportion.</source>
            <translation>越多训练越稳定，但所需内存和时间也相应增加。</translation>
        </message>
        <message>
            <source>The same seed gives the same training.</source>
            <translation>相同的种子给出相同的训练。</translation>
        </message>
        <message>
            <source>New model</source>
            <translation>新模型</translation>
        </message>
        <message>
            <source>An empty or new folder for the model. A temporary folder is deleted when QGIS is closed.</source>
            <translation>模型的空文件夹或新文件夹。临时文件夹在 QGIS 关闭时消失。</translation>
        </message>
        <message>
            <source>{name}: loss on {loss_split} tiles {loss_before:.4f} before, {loss_after:.4f} after {steps} steps</source>
            <translation>{name}：{loss_split} 图块上的损失，训练前 {loss_before:.4f}，之后 {loss_after:.4f}，共 {steps} 步</translation>
        </message>
        <message>
            <source>{path} holds metadata that cannot be read ({reason}): copy or download the file again.</source>
            <translation>无法读取 {path} 的元数据({reason}):请重新复制或下载该文件。</translation>
        </message>
        <message>
            <source>{path} takes pixels from the address {address}, which is not fetched: download that file and name the copy in its place.</source>
            <translation>{path} 引用了地址 {address} 的像元，该地址不会被下载：请下载该文件并改为引用副本。</translation>
        </message>
        <message>
            <source>{path} has a name that is not UTF-8: rename the file or its folder.</source>
            <translation>{path} 的名称不是 UTF-8：请重命名文件或其文件夹。</translation>
        </message>
        <message>
            <source>{path} holds several images: choose one of them ({parts}).</source>
            <translation>{path} 包含多幅图像:请选择其中一幅({parts})。</translation>
        </message>
        <message>
            <source>{path} has no single variable {variable}: it has {known}.</source>
            <translation>{path} 中没有唯一的变量 {variable}：其中有 {known}。</translation>
        </message>
        <message>
            <source>{count} bands were chosen, {title} needs {need}: choose {names}, in this order.</source>
            <translation>选择了 {count} 个波段,而 {title} 需要 {need} 个:请按此顺序选择 {names}。</translation>
        </message>
        <message>
            <source>Band {band} does not exist: {path} has bands 1 to {count}.</source>
            <translation>波段 {band} 不存在:{path} 有波段 1 到 {count}。</translation>
        </message>
        <message>
            <source>{path} cannot be read ({reason}): copy or download the file again.</source>
            <translation>无法读取 {path}({reason}):请重新复制或下载该文件。</translation>
        </message>
        <message>
            <source>The geotransform of {path} places its pixels nowhere on a map: georeference it again.</source>
            <translation>{path} 的地理变换无法把像元放到地图上：请重新进行地理配准。</translation>
        </message>
        <message>
            <source>The raster joins Sentinel-2 products of the baselines {first} and {last}, whose numbers differ by 1,000: translate them one by one.</source>
            <translation>该栅格拼接了基线 {first} 和 {last} 的 Sentinel-2 产品,其数值相差 1,000:请逐个转换。</translation>
        </message>
        <message>
            <source>The raster seems to hold elevation, phase or another measure, not an image: choose another file, or choose the units if it is an image.</source>
            <translation>该栅格似乎是高程、相位或其他量,而不是图像:请选择其他文件;如果确实是图像,请选择单位。</translation>
        </message>
        <message>
            <source>Values near {value} do not fit {title} in any usual units: choose the units, or convert the file.</source>
            <translation>{value} 附近的值在任何常用单位下都不符合 {title}:请选择单位,或转换该文件。</translation>
        </message>
        <message>
            <source>The units “{units}” do not fit {title}: choose others.</source>
            <translation>单位“{units}”不适合 {title}:请选择其他单位。</translation>
        </message>
        <message>
            <source>The file has no scale and offset: choose other units.</source>
            <translation>该文件没有比例和偏移:请选择其他单位。</translation>
        </message>
        <message>
            <source>The file's scale {scale} and offset {offset} make all values the same: choose the units.</source>
            <translation>文件的比例 {scale} 和偏移 {offset} 使所有值相同：请选择单位。</translation>
        </message>
        <message>
            <source>With the file's scale and offset the values are not dB: convert the file to dB.</source>
            <translation>按文件的比例和偏移，其值不是 dB：请将文件转换为 dB。</translation>
        </message>
        <message>
            <source>{sensor} products hold uncalibrated numbers: convert the file to reflectance, or choose the units.</source>
            <translation>{sensor} 产品中是未定标的数值：请将文件转换为反射率，或选择单位。</translation>
        </message>
        <message>
            <source>No haze is known for the bands {bands}: use surface reflectance.</source>
            <translation>波段 {bands} 的大气影响未知：请使用地表反射率。</translation>
        </message>
        <message>
            <source>The model {model} does not say that its {title} is surface reflectance: leave the option out.</source>
            <translation>模型 {model} 未说明其 {title} 为地表反射率：请不要使用该选项。</translation>
        </message>
        <message>
            <source>The area has no pixel of the raster: choose another area.</source>
            <translation>该区域没有栅格的像元:请选择其他区域。</translation>
        </message>
        <message>
            <source>{via} is the source or the target: choose another modality in between.</source>
            <translation>{via} 是源或目标：请选择另一个中间模态。</translation>
        </message>
        <message>
            <source>The model {model} does not know {name}: choose one of {known}.</source>
            <translation>模型 {model} 不认识 {name}:请从 {known} 中选择。</translation>
        </message>
        <message>
            <source>Source and target are both {source}: choose two different modalities.</source>
            <translation>源和目标都是 {source}:请选择两种不同的模态。</translation>
        </message>
        <message>
            <source>{path} exists already: choose another name, or allow it to be overwritten.</source>
            <translation>{path} 已存在:请选择其他名称,或允许覆盖。</translation>
        </message>
        <message>
            <source>{path} was not made by Any2Any and is in the way: move it or choose another name.</source>
            <translation>{path} 不是由 Any2Any 创建的,占用了位置:请移走它,或选择其他名称。</translation>
        </message>
        <message>
            <source>{path} holds an unfinished job with other settings: finish that job, delete the folder, or overwrite it.</source>
            <translation>{path} 中有一个设置不同的未完成任务:请完成该任务、删除该文件夹,或覆盖它。</translation>
        </message>
        <message>
            <source>{path} is damaged ({reason}): delete its folder and start again.</source>
            <translation>{path} 已损坏({reason}):请删除其文件夹并重新开始。</translation>
        </message>
        <message>
            <source>Both outputs are {path}: choose two names.</source>
            <translation>两个输出都是 {path}:请选择两个名称。</translation>
        </message>
        <message>
            <source>{path} is not a local file: choose one, and copy it afterwards.</source>
            <translation>{path} 不是本地文件:请选择本地文件,之后再复制。</translation>
        </message>
        <message>
            <source>{path} is a folder: choose the name of a file in it.</source>
            <translation>{path} 是文件夹:请选择其中的一个文件名。</translation>
        </message>
        <message>
            <source>The output's name has {size} bytes: choose one of at most {most}.</source>
            <translation>输出名称有 {size} 字节：请选择不超过 {most} 字节的名称。</translation>
        </message>
        <message>
            <source>{path} cannot be written ({reason}): choose another folder.</source>
            <translation>无法写入 {path}({reason}):请选择其他文件夹。</translation>
        </message>
        <message>
            <source>{count} finished parts in {path} were damaged and removed: run the job again, and check the disk.</source>
            <translation>{count} 个已完成的部分({path})已损坏并被删除:请重新运行任务,并检查磁盘。</translation>
        </message>
        <message>
            <source>Another job took {path} over: run the job again, all work is kept.</source>
            <translation>另一个任务接管了 {path}:请重新运行任务,所有工作都已保留。</translation>
        </message>
        <message>
            <source>{path} is being worked on by {holder}: wait for that job or stop it.</source>
            <translation>{path} 正由 {holder} 处理:请等待该任务,或停止它。</translation>
        </message>
        <message>
            <source>{path} and {beside} differ in shape and are not both georeferenced: give both a coordinate system.</source>
            <translation>{path} 与 {beside} 大小不同，且并非都有地理参考：请为两者指定坐标系。</translation>
        </message>
        <message>
            <source>{path} lies elsewhere: it does not overlap {beside}.</source>
            <translation>{path} 在别处:它与 {beside} 不重叠。</translation>
        </message>
        <message>
            <source>{path} cannot be converted to the raster's coordinate system ({reason}).</source>
            <translation>无法将 {path} 转换到该栅格的坐标系({reason})。</translation>
        </message>
        <message>
            <source>No pixel near the holes is clear, so some bands cannot be filled ({bands}): choose a mask that leaves clear pixels.</source>
            <translation>空洞附近没有晴空像元，因此部分波段无法填补（{bands}）：请选择保留晴空像元的掩膜。</translation>
        </message>
        <message>
            <source>{path} is not an image of {title}: {reason}</source>
            <translation>{path} 不是 {title} 的图像:{reason}</translation>
        </message>
        <message>
            <source>The modality of {path} is unknown: choose it.</source>
            <translation>{path} 的模态未知：请选择。</translation>
        </message>
        <message>
            <source>No image shows the ground under the holes: add a source or a reference.</source>
            <translation>没有影像显示空洞下的地面：请添加源或参考。</translation>
        </message>
        <message>
            <source>Cancelled: run the same fill again to continue it.</source>
            <translation>已取消：再次运行相同的填补即可继续。</translation>
        </message>
        <message>
            <source>No source has data for {count} pixels of the holes: they stay unchanged.</source>
            <translation>空洞中有 {count} 个像素在任何来源中都没有数据：它们保持不变。</translation>
        </message>
        <message>
            <source>The mask has no hole within the raster: the result is a copy.</source>
            <translation>掩膜在栅格内没有空洞：结果是一份副本。</translation>
        </message>
        <message>
            <source>The mask covers every pixel: nothing is left to calibrate on, so the result is a translation.</source>
            <translation>掩膜覆盖了所有像素：没有可用于校准的内容，因此结果是一次转换。</translation>
        </message>
        <message>
            <source>{name} is shifted by {distance} pixels against {beside} ({rows} rows, {columns} columns): details will be blurred. Coregister it first.</source>
            <translation>{name} 有 {distance} 个像素的偏移（相对于 {beside}：{rows} 行，{columns} 列）：细节会变模糊。请先进行配准。</translation>
        </message>
        <message>
            <source>{path} has bands of several data types ({kinds}): convert it to one first.</source>
            <translation>{path} 的波段有多种数据类型（{kinds}）：请先转换为一种。</translation>
        </message>
        <message>
            <source>{path} contains complex values: convert it to power first.</source>
            <translation>{path} 包含复数值:请先转换为功率。</translation>
        </message>
        <message>
            <source>The reference {path} has {count} bands, but {title} needs {need}: choose an image of the same kind.</source>
            <translation>参考影像 {path} 有 {count} 个波段，{title} 需要 {need} 个：请选择同类影像。</translation>
        </message>
        <message>
            <source>The mask {path} contains no polygons: choose a polygon layer or a raster.</source>
            <translation>掩膜 {path} 不含多边形:请选择多边形图层或栅格。</translation>
        </message>
        <message>
            <source>The mask {path} cannot be read ({reason}): check the file.</source>
            <translation>无法读取掩膜 {path}({reason}):请检查该文件。</translation>
        </message>
        <message>
            <source>Mask values are only for rasters of classes: omit them.</source>
            <translation>掩膜值只用于类别栅格：请去掉。</translation>
        </message>
        <message>
            <source>The raster is not georeferenced, so the polygons of {path} cannot be placed on it: choose a raster as the mask.</source>
            <translation>栅格没有地理参考，{path} 的多边形无法定位：请选择栅格作为掩膜。</translation>
        </message>
        <message>
            <source>{path} was not made by Any2Any: choose the modality of both images.</source>
            <translation>{path} 不是由 Any2Any 创建的:请选择两幅图像的模态。</translation>
        </message>
        <message>
            <source>{result} and {truth} have no valid pixel in common: choose one place.</source>
            <translation>{result} 与 {truth} 没有共同的有效像元：请选择同一地点。</translation>
        </message>
        <message>
            <source>The folder {path} cannot be read ({reason}): choose another one.</source>
            <translation>无法读取文件夹 {path}（{reason}）：请选择其他文件夹。</translation>
        </message>
        <message>
            <source>{path} is not an earlier report: choose a new or an empty folder.</source>
            <translation>{path} 不是先前的报告：请选择新文件夹或空文件夹。</translation>
        </message>
        <message>
            <source>{path} is a file: choose a folder for the report.</source>
            <translation>{path} 是文件：请为报告选择文件夹。</translation>
        </message>
        <message>
            <source>{path} cannot be made in {parent}: choose another folder or change its permissions.</source>
            <translation>无法创建 {path}（位于 {parent}）：请选择其他文件夹或更改其权限。</translation>
        </message>
        <message>
            <source>{path} and {other} differ in shape and one has no CRS: give both one, or cut them to the same pixels.</source>
            <translation>{path} 与 {other} 大小不同，且其一没有坐标系：请为两者指定坐标系，或裁剪到相同像元。</translation>
        </message>
        <message>
            <source>{first} ({extent}) and {other} ({other_extent}) lie apart: choose layers of the same place.</source>
            <translation>{first} ({extent}) 与 {other} ({other_extent}) 不在一处:请选择同一地点的图层。</translation>
        </message>
        <message>
            <source>{name} does not fit the grid of the others: warp it first, to square pixels.</source>
            <translation>{name} 与其他图层的格网不符:请先重投影为方形像元。</translation>
        </message>
        <message>
            <source>{name} has the CRS {other_crs}, {reference} has {crs}: warp {name} to {crs} first.</source>
            <translation>{name} 的坐标参照系是 {other_crs}，{reference} 的是 {crs}：请先将 {name} 变换到 {crs}。</translation>
        </message>
        <message>
            <source>{name} has pixels of {pixel} and {reference} of {other_pixel}: warp {name} to pixels of {wanted} first.</source>
            <translation>{name} 的像元为 {pixel}，{reference} 的为 {other_pixel}：请先将 {name} 变换为 {wanted} 的像元。</translation>
        </message>
        <message>
            <source>{name} lies {off_px} pixels beside the grid of {reference}: warp {name} onto that grid first.</source>
            <translation>{name} 偏离 {off_px} 个像元，不在 {reference} 的格网上：请先将 {name} 变换到该格网。</translation>
        </message>
        <message>
            <source>{path} is not calibrated ({reason}): calibrate it to dB first.</source>
            <translation>{path} 未定标({reason}):请先定标为 dB。</translation>
        </message>
        <message>
            <source>Choose at least two layers, each of another modality.</source>
            <translation>请至少选择两个图层,且模态各不相同。</translation>
        </message>
        <message>
            <source>{path} has no CRS: leave the extent empty.</source>
            <translation>{path} 没有坐标系:请将范围留空。</translation>
        </message>
        <message>
            <source>The layers or the extent are too small for training: choose at least {size} CRS units each way.</source>
            <translation>图层或范围太小,无法训练:请在每个方向上至少选择 {size} 个坐标单位。</translation>
        </message>
        <message>
            <source>{path} is being edited: save the edits and close the layer first.</source>
            <translation>{path} 正在编辑中:请先保存编辑并关闭图层。</translation>
        </message>
        <message>
            <source>{path} was made for another model: choose that model, or export tiles to another file.</source>
            <translation>{path} 是为另一个模型创建的:请选择该模型,或将切片导出到其他文件。</translation>
        </message>
        <message>
            <source>The index holds another scene {scene}: choose another scene name.</source>
            <translation>索引中已有另一个场景 {scene}:请选择其他场景名称。</translation>
        </message>
        <message>
            <source>No tile of the scene {scene} is valid in all layers: choose layers that overlap where they have data.</source>
            <translation>场景 {scene} 没有在所有图层中都有效的切片:请选择数据相互重叠的图层。</translation>
        </message>
        <message>
            <source>{path} is not a plain raster file: export it to a GeoTIFF first.</source>
            <translation>{path} 不是普通栅格文件:请先导出为 GeoTIFF。</translation>
        </message>
        <message>
            <source>The scene has no name: give it one that people will recognise.</source>
            <translation>场景没有名称：请给它一个易于辨认的名称。</translation>
        </message>
        <message>
            <source>The licence has no name: give it one that people will recognise.</source>
            <translation>许可证没有名称：请给出一个易于辨认的名称。</translation>
        </message>
        <message>
            <source>{title} pixels of {size} m are far from the {known} m that the model knows: fine-tuning has to bridge that too.</source>
            <translation>{title} 的像素为 {size} 米，与模型已知的 {known} 米相差很远：微调也必须弥补这一差距。</translation>
        </message>
        <message>
            <source>{count} of {total} tiles are mostly nodata and are left out.</source>
            <translation>{count} 个切片（共 {total} 个）大部分是无数据，已排除。</translation>
        </message>
        <message>
            <source>The scene {scene} was in the index: its tiles are replaced.</source>
            <translation>场景 {scene} 已在索引中：其切片将被替换。</translation>
        </message>
        <message>
            <source>The scene {scene} is in the split {split} already: choose that or auto.</source>
            <translation>场景 {scene} 已在 {split} 部分:请选择它或 auto。</translation>
        </message>
        <message>
            <source>{path} holds other files or another training: choose another folder.</source>
            <translation>{path} 中有其他文件或另一次训练:请选择其他文件夹。</translation>
        </message>
        <message>
            <source>{path} has no tile to train on: export tiles into its train split.</source>
            <translation>{path} 没有可用于训练的切片:请将切片导出到 train 部分。</translation>
        </message>
        <message>
            <source>No training tile of {path} holds {missing}: choose among {listed}, or export more tiles.</source>
            <translation>{path} 中没有训练瓦片包含 {missing}：请从 {listed} 中选择，或导出更多瓦片。</translation>
        </message>
        <message>
            <source>No tile of {path} has a window of valid pixels to train on: export larger tiles, or an area with data.</source>
            <translation>{path} 中没有任何切片含有可用于训练的有效像素窗口：请导出更大的切片或有数据的区域。</translation>
        </message>
        <message>
            <source>More than {most} of the tiles cannot be read ({reason}): repair the files and export the tiles again.</source>
            <translation>超过 {most} 的切片无法读取（{reason}）：请修复文件并重新导出切片。</translation>
        </message>
        <message>
            <source>Tile {number} is skipped: {reason}</source>
            <translation>跳过切片 {number}：{reason}</translation>
        </message>
        <message>
            <source>Directions: {directions}</source>
            <translation>方向：{directions}</translation>
        </message>
        <message>
            <source>{directions}: no tile has a window of valid pixels, so it is left out.</source>
            <translation>{directions}：没有切片含有有效像素窗口，因此被排除。</translation>
        </message>
        <message>
            <source>The index has no validation tiles for this: the loss is measured on training tiles.</source>
            <translation>索引中没有可用于此的验证切片：损失在训练切片上测量。</translation>
        </message>
        <message>
            <source>Step {step} of {steps}, loss {loss}, {left} left</source>
            <translation>第 {step} 步（共 {steps} 步），损失 {loss}，剩余 {left}</translation>
        </message>
        <message>
            <source>The training failed at step {step}, because its values grew beyond all limits: choose a lower learning rate and another folder.</source>
            <translation>训练在第 {step} 步失败，因为数值无限增大：请选择更小的学习率和其他文件夹。</translation>
        </message>
        <message>
            <source>{path} cannot be written ({reason}): make room and run the same training again. It continues from its last checkpoint.</source>
            <translation>无法写入 {path}（{reason}）：请腾出空间并再次运行相同的训练。训练会从最后一个检查点继续。</translation>
        </message>
        <message>
            <source>Stopped at step {step} of {steps}: run the same training again to continue there.</source>
            <translation>已在第 {step} 步（共 {steps} 步）停止：再次运行相同的训练即可从此处继续。</translation>
        </message>
        <message>
            <source>Cancelled: run the same training again to continue it.</source>
            <translation>已取消：再次运行相同的训练即可继续。</translation>
        </message>
        <message>
            <source>The checkpoint {path} is damaged ({reason}): delete it to start over.</source>
            <translation>检查点 {path} 已损坏（{reason}）：请将其删除以重新开始。</translation>
        </message>
        <message>
            <source>The checkpoint {path} is of another model or version: choose another folder, or delete it to start over.</source>
            <translation>检查点 {path} 属于其他模型或版本：请选择其他文件夹，或将其删除以重新开始。</translation>
        </message>
        <message>
            <source>{path} is not an index of tiles ({reason}): choose one of Export training tiles.</source>
            <translation>{path} 不是切片索引（{reason}）：请选择由“导出训练图块”生成的索引。</translation>
        </message>
        <message>
            <source>The index {path} is of another version: export the tiles again.</source>
            <translation>索引 {path} 属于其他版本：请重新导出切片。</translation>
        </message>
        <message>
            <source>The index {path} is damaged or gone ({reason}): restore it, or export the tiles again.</source>
            <translation>索引 {path} 已损坏或丢失（{reason}）：请恢复它，或重新导出切片。</translation>
        </message>
        <message>
            <source>The index {path} cannot be opened ({reason}): check its permissions.</source>
            <translation>无法打开索引 {path}（{reason}）：请检查其权限。</translation>
        </message>
        <message>
            <source>The index {path} does not exist: choose another one, or export the tiles again.</source>
            <translation>索引 {path} 不存在：请选择其他索引，或重新导出切片。</translation>
        </message>
        <message>
            <source>A part of the plugin is missing at {path}: install the plugin again.</source>
            <translation>插件的一部分在 {path} 处缺失：请重新安装插件。</translation>
        </message>
        <message>
            <source>{path} is not a model folder: choose the folder that holds {config}.</source>
            <translation>{path} 不是模型文件夹:请选择包含 {config} 的文件夹。</translation>
        </message>
        <message>
            <source>The model cannot be used: {path} is damaged or of another version ({reason}).</source>
            <translation>模型无法使用：{path} 已损坏或版本不符（{reason}）。</translation>
        </message>
        <message>
            <source>The model {model} is incomplete or changed ({path}): copy or download it again.</source>
            <translation>模型 {model} 不完整或被更改({path}):请重新复制或下载。</translation>
        </message>
        <message>
            <source>The model cannot be run by ONNX Runtime: set up the profile train, or choose another model.</source>
            <translation>ONNX Runtime 无法运行该模型：请安装 train 配置，或选择其他模型。</translation>
        </message>
        <message>
            <source>The model {model} gave values that are not numbers: choose the device cpu or another model.</source>
            <translation>模型 {model} 给出了非数值的结果:请选择设备 cpu 或其他模型。</translation>
        </message>
        <message>
            <source>{runtime} is missing or too old in the worker's Python: press Repair on the set-up page, or choose another Python.</source>
            <translation>工作进程的 Python 中缺少 {runtime} 或其版本过旧:请在设置页按“修复”,或选择其他 Python。</translation>
        </message>
        <message>
            <source>ONNX Runtime has no {option}: leave it out, or set up the profile train.</source>
            <translation>ONNX Runtime 没有 {option}：请去掉该选项，或安装 train 配置。</translation>
        </message>
        <message>
            <source>“{devices}” are not devices: write auto, cpu, or names such as cuda:0,cuda:1.</source>
            <translation>“{devices}”不是设备：请填写 auto、cpu，或 cuda:0,cuda:1 这样的名称。</translation>
        </message>
        <message>
            <source>The graphics card {device} has no bfloat16: leave out the precision.</source>
            <translation>显卡 {device} 不支持 bfloat16：请不要指定精度。</translation>
        </message>
        <message>
            <source>The worker's GDAL reads formats that were never checked ({names}): set up Any2Any again, or choose another Python.</source>
            <translation>工作进程的 GDAL 会读取未经检查的格式（{names}）：请重新设置 Any2Any，或选择其他 Python。</translation>
        </message>
        <message>
            <source>Set up Any2Any</source>
            <translation>安装 Any2Any</translation>
        </message>
        <message>
            <source>Downloads the Python packages of Any2Any into a folder of their own and tests them on the bundled sample. QGIS and other plugins stay as they are.</source>
            <translation>把 Any2Any 的 Python 软件包下载到单独的文件夹，并用自带示例测试。QGIS 和其他插件保持不变。</translation>
        </message>
        <message>
            <source>Profile</source>
            <translation>配置</translation>
        </message>
        <message>
            <source>The set of packages to install.</source>
            <translation>要安装的软件包集合。</translation>
        </message>
        <message>
            <source>A zip of all packages, for machines without network.</source>
            <translation>包含所有软件包的 zip，供没有网络的计算机使用。</translation>
        </message>
        <message>
            <source>Builds the environment again even if one exists.</source>
            <translation>即使已有环境也重新构建。</translation>
        </message>
        <message>
            <source>Python of the environment</source>
            <translation>环境的 Python</translation>
        </message>
        <message>
            <source>Show status</source>
            <translation>显示状态</translation>
        </message>
        <message>
            <source>Reports versions, paths, the model and the worker. It starts no worker and no job.</source>
            <translation>报告版本、路径、模型和工作进程。它不启动工作进程或任务。</translation>
        </message>
        <message>
            <source>Whether Any2Any can translate</source>
            <translation>Any2Any 是否可以翻译</translation>
        </message>
        <message>
            <source>Report</source>
            <translation>报告</translation>
        </message>
        <message>
            <source>List models</source>
            <translation>列出模型</translation>
        </message>
        <message>
            <source>Lists the bundled model and the models in a folder, with their modalities and directions.</source>
            <translation>列出自带模型和文件夹中的模型，以及它们的模态和方向。</translation>
        </message>
        <message>
            <source>Folder with models</source>
            <translation>模型所在文件夹</translation>
        </message>
        <message>
            <source>A folder whose subfolders are models; empty lists the bundled one only.</source>
            <translation>其子文件夹为模型的文件夹；留空则只列出自带模型。</translation>
        </message>
        <message>
            <source>Models as JSON</source>
            <translation>JSON 格式的模型列表</translation>
        </message>
        <message>
            <source>Translate image modality</source>
            <translation>翻译图像模态</translation>
        </message>
        <message>
            <source>Translates one kind of satellite image of a place into another with a latent-diffusion model, for rasters of any size.

The result is a synthetic image: it shows a plausible image predicted by the model, not what a sensor measured. Its name, its metadata and its GeoTIFF tags say so.

The pixel size follows the target: RGB, SAR and NIR keep it, PAN halves it, MS doubles it. Reflectance is written as whole numbers of 1/10000, backscatter in dB.</source>
            <translation>用潜在扩散模型把某地的一种卫星图像翻译成另一种，适用于任意大小的栅格。

结果是合成图像：它显示模型认为可能的内容，而不是传感器的测量结果。其名称、元数据和 GeoTIFF 标签都有说明。

像元大小随目标而定：RGB、SAR 和 NIR 保持不变，PAN 减半，MS 加倍。反射率以 1/10000 的整数写出，后向散射以 dB 写出。</translation>
        </message>
        <message>
            <source>Source and target are both {}: choose two different modalities.</source>
            <translation>源和目标都是 {}：请选择两个不同的模态。</translation>
        </message>
        <message>
            <source>A standard deviation needs at least 2 samples, better 8: raise Samples.</source>
            <translation>标准差至少需要 2 个样本，最好 8 个：请增大“样本数”。</translation>
        </message>
        <message>
            <source>{} to {} with the model {}</source>
            <translation>{} 到 {}，模型 {}</translation>
        </message>
        <message>
            <source>The model was not trained on {} to {}: this is a zero-shot translation.</source>
            <translation>模型没有在 {} 到 {} 上训练：这是零样本翻译。</translation>
        </message>
        <message>
            <source>{width} x {height} pixels in {seconds:.1f} s, {windows} windows ({windows_skipped} empty)</source>
            <translation>{width} x {height} 像元，用时 {seconds:.1f} 秒，{windows} 个窗口（{windows_skipped} 个为空）</translation>
        </message>
        <message>
            <source>, translated through {}</source>
            <translation>，经由 {} 翻译</translation>
        </message>
        <message>
            <source>Translate many images</source>
            <translation>翻译多幅图像</translation>
        </message>
        <message>
            <source>Translates layers, or all rasters of a folder, in one direction into a folder. If you run it again, it skips finished results and continues the others. A raster that fails is reported; the others are translated.</source>
            <translation>把图层或文件夹中的所有栅格按一个方向翻译到文件夹。再次运行时跳过已完成的，继续未完成的。失败的栅格会报告；其余照常翻译。</translation>
        </message>
        <message>
            <source>Folder for the results</source>
            <translation>结果文件夹</translation>
        </message>
        <message>
            <source>Each result is named after its input and the target.</source>
            <translation>每个结果以其输入和目标命名。</translation>
        </message>
        <message>
            <source>Translated images</source>
            <translation>翻译后的图像</translation>
        </message>
        <message>
            <source>Number of rasters that failed</source>
            <translation>失败的栅格数</translation>
        </message>
        <message>
            <source>Layers</source>
            <translation>图层</translation>
        </message>
        <message>
            <source>Folder with rasters</source>
            <translation>栅格所在文件夹</translation>
        </message>
        <message>
            <source>Raster layers; those that the worker cannot open are exported first.</source>
            <translation>栅格图层；工作进程无法打开的会先导出。</translation>
        </message>
        <message>
            <source>All GeoTIFF, JPEG 2000, VRT and IMG files in it are translated.</source>
            <translation>其中所有 GeoTIFF、JPEG 2000、VRT 和 IMG 文件都会被翻译。</translation>
        </message>
        <message>
            <source>What the inputs show.</source>
            <translation>输入所显示的内容。</translation>
        </message>
        <message>
            <source>Target modality</source>
            <translation>目标模态</translation>
        </message>
        <message>
            <source>What to make of them.</source>
            <translation>要翻译成什么。</translation>
        </message>
        <message>
            <source>Preset</source>
            <translation>预设</translation>
        </message>
        <message>
            <source>Sampling steps: 1, 4, 10 or 250.</source>
            <translation>采样步数：1、4、10 或 250。</translation>
        </message>
        <message>
            <source>How the inputs store their values; auto looks at each file.</source>
            <translation>输入如何存储数值；auto 查看每个文件。</translation>
        </message>
        <message>
            <source>Choose layers or a folder with rasters.</source>
            <translation>请选择图层或含有栅格的文件夹。</translation>
        </message>
        <message>
            <source>{} holds no raster.</source>
            <translation>{} 中没有栅格。</translation>
        </message>
        <message>
            <source>{} is finished already</source>
            <translation>{} 已完成</translation>
        </message>
        <message>
            <source>Input raster</source>
            <translation>输入栅格</translation>
        </message>
        <message>
            <source>The image to translate: any raster that lies in a file, with or without a CRS.</source>
            <translation>要翻译的图像：位于文件中的任何栅格，有无坐标系均可。</translation>
        </message>
        <message>
            <source>What the input is.</source>
            <translation>输入是什么。</translation>
        </message>
        <message>
            <source>What to make of it. The log names directions that the model was not trained on.</source>
            <translation>要翻译成什么。未训练的方向会在日志中说明。</translation>
        </message>
        <message>
            <source>The input's bands in the order of the source modality (RGB: red, green, blue). If empty, the first bands are used.</source>
            <translation>按源模态顺序排列的输入波段（RGB：红、绿、蓝）。不选择时取前几个波段。</translation>
        </message>
        <message>
            <source>Samples</source>
            <translation>样本数</translation>
        </message>
        <message>
            <source>Sampling steps: fast takes 1 (smooth, nearest on average), balanced 4, detailed 10 (more texture), paper 250.</source>
            <translation>采样步数：fast 为 1（平滑，平均最接近），balanced 为 4，detailed 为 10（纹理更多），paper 为 250。</translation>
        </message>
        <message>
            <source>Another seed gives another plausible image; the same seed gives the same image.</source>
            <translation>不同的种子给出另一幅可能的图像；相同的种子给出相同的图像。</translation>
        </message>
        <message>
            <source>Translates with this number of seeds and writes the mean of the images: nearer to the truth on average, and smoother. 8 is a good number for a standard deviation; the time grows with it.</source>
            <translation>用这么多种子翻译并写出图像的平均值：平均更接近真值，也更平滑。计算标准差时 8 是合适的数目；时间随之增加。</translation>
        </message>
        <message>
            <source>Route</source>
            <translation>路径</translation>
        </message>
        <message>
            <source>Untrained directions can go through another modality. Automatic takes the route that scored higher for the model, Direct uses no intermediate, and naming a modality forces that route.</source>
            <translation>未训练的方向可以经由另一模态。“自动”采用该模型得分更高的路线，“直接”不经由任何模态，指定模态则强制经由它。</translation>
        </message>
        <message>
            <source>How the input stores its values. Automatic looks at the file and says what it chose. Choose units of reflectance for optical images, of backscatter for radar, of temperature for thermal ones.</source>
            <translation>输入存储数值的方式。“自动”会检查文件并说明其选择。光学图像选反射率单位，雷达选后向散射单位，热红外选温度单位。</translation>
        </message>
        <message>
            <source>Processing level</source>
            <translation>处理级别</translation>
        </message>
        <message>
            <source>Level of the input's reflectance: at the surface (Sentinel-2 level 2A), or at the top of the atmosphere (level 1C), which is converted to surface reflectance first. Automatic decides by the file's tags and name. Radar has no level.</source>
            <translation>输入反射率的级别：地表（Sentinel-2 2A 级）或大气层顶（1C 级），后者会先换算到地表。“自动”依据文件的标签和名称。雷达没有级别。</translation>
        </message>
        <message>
            <source>Processing level of the result</source>
            <translation>结果的处理级别</translation>
        </message>
        <message>
            <source>Device</source>
            <translation>设备</translation>
        </message>
        <message>
            <source>GPU memory in GB</source>
            <translation>GPU 内存（GB）</translation>
        </message>
        <message>
            <source>What to compute on: auto takes a GPU where there is one, and all of them for large rasters; or cpu, cuda:1, mps, or several such as cuda:0,cuda:1.</source>
            <translation>在什么设备上计算：auto 在有 GPU 时使用 GPU，大栅格使用全部 GPU；或 cpu、cuda:1、mps，或多个如 cuda:0,cuda:1。</translation>
        </message>
        <message>
            <source>The most memory of a CUDA GPU that the job may use. If empty, all free memory. Less memory takes longer; the image stays the same except for single grey levels.</source>
            <translation>任务可占用的 CUDA GPU 内存上限；留空则使用全部空闲内存。内存越少用时越长，图像相同，仅个别处相差一个灰阶。</translation>
        </message>
        <message>
            <source>Number format of the networks. bfloat16 takes about half the time on processors and GPUs that support it, and longer on others. It costs hundredths of a decibel.</source>
            <translation>网络计算所用的数值类型。处理器或 GPU 支持时 bfloat16 约省一半时间，否则更慢，并损失百分之几分贝。</translation>
        </message>
        <message>
            <source>The library that computes the networks. Automatic uses PyTorch on a CUDA GPU and ONNX Runtime otherwise. PyTorch is only there if you installed it; bfloat16 needs it.</source>
            <translation>计算网络的库。自动模式在 CUDA GPU 上使用 PyTorch，否则使用 ONNX Runtime。只有安装了 PyTorch 才能使用它；bfloat16 需要它。</translation>
        </message>
        <message>
            <source>Standard deviation</source>
            <translation>标准差</translation>
        </message>
        <message>
            <source>Pixel size in metres</source>
            <translation>像元大小（米）</translation>
        </message>
        <message>
            <source>Resamples the input to this pixel size first. The model knows only the sizes that it was trained on: about 10 m, and 5 m for PAN.</source>
            <translation>先把输入重采样到此像元大小。模型只熟悉训练时的大小：约 10 m，PAN 为 5 m。</translation>
        </message>
        <message>
            <source>The area to translate. If empty, the whole raster.</source>
            <translation>要翻译的部分；留空则翻译整个栅格。</translation>
        </message>
        <message>
            <source>Folder with a model's config.json and weights. If empty, the bundled model.</source>
            <translation>包含模型 config.json 和权重的文件夹；留空则用自带模型。</translation>
        </message>
        <message>
            <source>A cloud-optimised GeoTIFF with tags that mark it as synthetic.</source>
            <translation>云优化 GeoTIFF，其标签注明为合成图像。</translation>
        </message>
        <message>
            <source>How far the samples disagree at each pixel, in reflectance or dB; needs 2 samples or more, and a preset of several steps. It is not an error bar: errors that all samples share do not show in it.</source>
            <translation>各像元处样本之间的差异，单位为反射率或 dB；需要至少 2 个样本和多步预设。它不是误差棒：模型从未见过的内容不包含在内。</translation>
        </message>
        <message>
            <source>Loading the model on {device}</source>
            <translation>正在 {device} 上加载模型</translation>
        </message>
        <message>
            <source>Computing on {devices}</source>
            <translation>正在 {devices} 上计算</translation>
        </message>
        <message>
            <source>Translating {source} to {target} through {via}</source>
            <translation>正在把 {source} 翻译为 {target}，经由 {via}</translation>
        </message>
        <message>
            <source>Units: {units} ({reason})</source>
            <translation>单位：{units}（{reason}）</translation>
        </message>
        <message>
            <source>One sampling step gives nearly the mean of all likely images, so the samples hardly differ: choose the preset balanced or detailed for a standard deviation that means something.</source>
            <translation>一步采样几乎给出所有可能图像的平均，因此样本几乎没有差别：要得到有意义的标准差，请选择“均衡”或“细致”预设。</translation>
        </message>
        <message>
            <source>The samples are of the second translation only: all start from the same intermediate image, so their deviation is too small.</source>
            <translation>样本只属于第二次转换：它们都从同一张中间图像开始，因此偏差过小。</translation>
        </message>
        <message>
            <source>Cancelled. The worker did not stop by itself and was ended; the next job starts another one.</source>
            <translation>已取消。工作进程没有自行停止，已被结束；下一个任务会启动新的进程。</translation>
        </message>
        <message>
            <source>{path} cannot be opened as a raster ({reason}): check the file and its format.</source>
            <translation>{path} 无法作为栅格打开（{reason}）：请检查文件及其格式。</translation>
        </message>
        <message>
            <source>{path} cannot be read at rows {first} to {last} ({reason}): the file is damaged, incomplete or gone. Copy or download it again.</source>
            <translation>{path} 的第 {first} 至 {last} 行无法读取（{reason}）：文件已损坏、不完整或已不存在。请重新复制或下载。</translation>
        </message>
        <message>
            <source>{path} has no valid pixel: all are nodata, masked or not a number.</source>
            <translation>{path} 没有有效像元：全部为无数据、被掩膜或不是数字。</translation>
        </message>
        <message>
            <source>No pixel of the area is valid: the result is all nodata.</source>
            <translation>区域内没有有效像元：结果全部为无数据。</translation>
        </message>
        <message>
            <source>Pixels of {size} m are far from the {known} m that the model was trained on for {title}: set the pixel size to {known} m (Advanced).</source>
            <translation>{size} m 的像元与模型熟悉的 {known} m（{title}）相差太远：请把像元大小设为 {known} m（高级）。</translation>
        </message>
        <message>
            <source>Pixels of {x} × {y} m are not square, and the model knows square ones: warp the layer to a projected CRS first, with pixels of {size} m.</source>
            <translation>{x} × {y} 米的像素不是正方形，而模型只认识正方形像素：请先将图层重投影到投影坐标系，像素为 {size} 米。</translation>
        </message>
        <message>
            <source>{path} is placed by control points only: warp it first with Raster &gt; Georeferencer or Warp.</source>
            <translation>{path} 只由控制点定位：请先用“栅格 &gt; 地理配准”或“变形”纠正。</translation>
        </message>
        <message>
            <source>The value {value} forms a border and is treated as nodata: set it as nodata value in the layer's properties (Transparency) if that is right.</source>
            <translation>数值 {value} 形成边框，被视为未测量：如果正确，请在图层属性（透明度）中设为无数据值。</translation>
        </message>
        <message>
            <source>The value {value} fills a part of the edge and is translated, because it occurs elsewhere too: set it as nodata value in the layer's properties (Transparency) if nothing was measured there.</source>
            <translation>值 {value} 填满了部分边缘，但因其他位置也有该值，仍会被转换：如果那里没有测量数据，请在图层属性（透明度）中将其设为无数据值。</translation>
        </message>
        <message>
            <source>The area was enlarged to whole pixels of the result.</source>
            <translation>区域已扩大到结果的整像素。</translation>
        </message>
        <message>
            <source>The area reaches beyond the raster: only the part inside is translated.</source>
            <translation>区域超出栅格：只转换栅格内的部分。</translation>
        </message>
        <message>
            <source>Band {band} of {path} holds colour indices, not measurements: convert it first with Raster &gt; Conversion &gt; PCT to RGB.</source>
            <translation>波段 {band}（{path}）存储的是颜色索引，不是测量值：请先用“栅格 &gt; 转换 &gt; PCT 转 RGB”转换。</translation>
        </message>
        <message>
            <source>{path} has {count} bands, {title} needs {need} ({names}): choose another modality or file.</source>
            <translation>{path} 有 {count} 个波段，{title} 需要 {need} 个（{names}）：请选择其他模态或文件。</translation>
        </message>
        <message>
            <source>Of {count} bands, {bands} are taken as {names}: choose bands if others are meant.</source>
            <translation>共 {count} 个波段，{bands} 被当作 {names}：如果应为其他波段，请选择。</translation>
        </message>
        <message>
            <source>Bands {bands} are taken as {names}, because their numbers look like those of {sensor}: choose bands if they are another sensor's.</source>
            <translation>波段 {bands} 被当作 {names}，因为其编号与 {sensor} 的相似：如果属于其他传感器，请选择波段。</translation>
        </message>
        <message>
            <source>With the units “{units}” the values cannot be right: choose other units.</source>
            <translation>以“{units}”为单位，数值不可能正确：请选择其他单位。</translation>
        </message>
        <message>
            <source>The median reflectance is {value}: if the scene is not unusual, “{units}” are the wrong units.</source>
            <translation>反射率中位数为 {value}：如果场景并不特殊，“{units}”是错误的单位。</translation>
        </message>
        <message>
            <source>The median of {value} dB is brighter than land: “{units}” may be the wrong units.</source>
            <translation>中位数 {value} dB 比陆地更亮：“{units}”可能是错误的单位。</translation>
        </message>
        <message>
            <source>The radar image is not calibrated: its level was guessed. Calibrated backscatter in dB gives better results.</source>
            <translation>雷达图像未经定标：其水平为估计值。经定标的 dB 后向散射结果更好。</translation>
        </message>
        <message>
            <source>An 8-bit radar image is not calibrated: calibrated backscatter in dB gives better results. If its grey levels are linear in dB, choose the units for that.</source>
            <translation>8 位雷达图像未经定标：以 dB 为单位的定标后向散射效果更好。如果其灰度与 dB 呈线性关系，请选择相应的单位。</translation>
        </message>
        <message>
            <source>as chosen</source>
            <translation>按所选</translation>
        </message>
        <message>
            <source>8-bit values are a picture</source>
            <translation>8 位值为显示图像</translation>
        </message>
        <message>
            <source>the file's scale and offset say so</source>
            <translation>依据文件的缩放和偏移</translation>
        </message>
        <message>
            <source>values up to {top} are reflectance already</source>
            <translation>不超过 {top} 的值已是反射率</translation>
        </message>
        <message>
            <source>the product name is Landsat Collection 2, level {level}</source>
            <translation>产品名称为 Landsat Collection 2 第 {level} 级</translation>
        </message>
        <message>
            <source>Sentinel-2 baseline {baseline} stores reflectance × 10000 plus 1000</source>
            <translation>Sentinel-2 处理基线 {baseline} 存储反射率 × 10000 再加 1000</translation>
        </message>
        <message>
            <source>values up to {top} are reflectance × 10000</source>
            <translation>不超过 {top} 的值为反射率 × 10000</translation>
        </message>
        <message>
            <source>values from {low} to {top} are those of Landsat Collection 2</source>
            <translation>{low} 到 {top} 的值属于 Landsat Collection 2</translation>
        </message>
        <message>
            <source>values from {low} are decibels × 10</source>
            <translation>自 {low} 起的值为分贝 × 10</translation>
        </message>
        <message>
            <source>values from {low} are decibels × 100</source>
            <translation>自 {low} 起的值为分贝 × 100</translation>
        </message>
        <message>
            <source>values from {low} to {high} are decibels</source>
            <translation>{low} 到 {high} 的值为分贝</translation>
        </message>
        <message>
            <source>complex values were turned into power</source>
            <translation>复数值已换算为功率</translation>
        </message>
        <message>
            <source>the product name says amplitude</source>
            <translation>产品名称注明为振幅</translation>
        </message>
        <message>
            <source>the product name says power</source>
            <translation>产品名称注明为功率</translation>
        </message>
        <message>
            <source>positive values with median {middle} are linear power</source>
            <translation>中位数为 {middle} 的正值为线性功率</translation>
        </message>
        <message>
            <source>positive values with median {middle} are amplitude</source>
            <translation>中位数为 {middle} 的正值为振幅</translation>
        </message>
        <message>
            <source>8-bit values are taken for a stretched picture of the amplitude</source>
            <translation>8 位值被视为拉伸后的振幅图像</translation>
        </message>
        <message>
            <source>the file's scale and offset give decibels</source>
            <translation>按文件的缩放和偏移得到分贝</translation>
        </message>
        <message>
            <source>the file's scale gives positive values, linear power</source>
            <translation>按文件的缩放得到正值,即线性功率</translation>
        </message>
        <message>
            <source>values near {middle} are temperatures of Landsat Collection 2</source>
            <translation>{middle} 附近的值为 Landsat Collection 2 的温度</translation>
        </message>
        <message>
            <source>values near {middle} are kelvin</source>
            <translation>{middle} 附近的值为开尔文</translation>
        </message>
        <message>
            <source>values near {middle} are degrees Celsius</source>
            <translation>{middle} 附近的值为摄氏度</translation>
        </message>
        <message>
            <source>Values up to {top} are very dark as reflectance × 10000: for an 8-bit picture choose other units.</source>
            <translation>不超过 {top} 的值作为反射率 × 10000 非常暗:若为 8 位图像,请选择其他单位。</translation>
        </message>
        <message>
            <source>No value is below {low}: for Sentinel-2 images since 2022 with their offset choose other units.</source>
            <translation>没有低于 {low} 的值:若为 2022 年以来带偏移的 Sentinel-2 影像,请选择其他单位。</translation>
        </message>
        <message>
            <source>Values from {low} to {top} are taken for Landsat Collection 2: for snow or cloud in reflectance × 10000 choose other units.</source>
            <translation>{low} 到 {top} 的值被视为 Landsat Collection 2:若为反射率 × 10000 的雪或云,请选择其他单位。</translation>
        </message>
        <message>
            <source>Values as low as {low} become negative reflectance: if the offset was removed already choose other units.</source>
            <translation>低至 {low} 的值会得到负反射率:若偏移已去除,请选择其他单位。</translation>
        </message>
        <message>
            <source>The reflectance is that at the top of the atmosphere: it is converted to surface reflectance first.</source>
            <translation>反射率为大气层顶反射率：先转换为地表反射率。</translation>
        </message>
        <message>
            <source>The input is like the training data. It differs most in the median of {band}: {value}, and {low} to {high} in the training data (distance {score}, limit 1).</source>
            <translation>输入与训练数据相似。差别最大的是 {band} 的中位数：{value}，训练数据中为 {low} 至 {high}（距离 {score}，上限 1）。</translation>
        </message>
        <message>
            <source>The input is like the training data. It differs most in the texture of {band}: {share} times the typical one of the training data (distance {score}, limit 1).</source>
            <translation>输入与训练数据相似。差别最大的是 {band} 的纹理：为训练数据典型值的 {share} 倍（距离 {score}，上限 1）。</translation>
        </message>
        <message>
            <source>The input is like the training data. It differs most in the pixel size: {size} m, and {low} to {high} m in the training data (distance {score}, limit 1).</source>
            <translation>输入与训练数据相似。差别最大的是像元大小：{size} 米，训练数据中为 {low} 至 {high} 米（距离 {score}，上限 1）。</translation>
        </message>
        <message>
            <source>The input is like the training data in the latent space too (distance {score}, limit 1).</source>
            <translation>输入在潜在空间中也与训练数据相似（距离 {score}，上限 1）。</translation>
        </message>
        <message>
            <source>The input is unlike the training data (distance {score}, limit 1): the median of {band} is {value}, and {low} to {high} in the training data. Check the result before you use it.</source>
            <translation>输入与训练数据不相似（距离 {score}，上限 1）：{band} 的中位数为 {value}，训练数据中为 {low} 至 {high}。使用结果前请检查。</translation>
        </message>
        <message>
            <source>The input is unlike the training data (distance {score}, limit 1): the texture of {band} is {share} times the typical one of the training data. Check the result before you use it.</source>
            <translation>输入与训练数据不相似（距离 {score}，上限 1）：{band} 的纹理为训练数据典型值的 {share} 倍。使用结果前请检查。</translation>
        </message>
        <message>
            <source>The input is unlike the training data (distance {score}, limit 1): its pixels have {size} m, and those of the training data {low} to {high} m. Check the result before you use it.</source>
            <translation>输入与训练数据不相似（距离 {score}，上限 1）：其像元为 {size} 米，训练数据为 {low} 至 {high} 米。使用结果前请检查。</translation>
        </message>
        <message>
            <source>The input is unlike the training data in the latent space (distance {score}, limit 1): its structure, or how its bands go together, is unlike theirs. Check the bands, and the result before you use it.</source>
            <translation>输入在潜在空间中与训练数据不同（距离 {score}，上限 1）：其结构或各波段之间的关系不同。请检查波段，并在使用结果之前检查结果。</translation>
        </message>
        <message>
            <source>The output {path} must be a GeoTIFF: give it a name that ends with .tif.</source>
            <translation>输出 {path} 必须是 GeoTIFF：请使用以 .tif 结尾的名称。</translation>
        </message>
        <message>
            <source>The output folder {folder} does not exist: create it or choose another one.</source>
            <translation>输出文件夹 {folder} 不存在：请创建它或另选一个。</translation>
        </message>
        <message>
            <source>The output folder {folder} is not writable: choose another one or change its permissions.</source>
            <translation>输出文件夹 {folder} 不可写：请另选一个或更改其权限。</translation>
        </message>
        <message>
            <source>The output {path} is the input: choose another name.</source>
            <translation>输出 {path} 就是输入：请换一个名称。</translation>
        </message>
        <message>
            <source>{path} is finished: the same job has made it before.</source>
            <translation>{path} 已完成：相同的任务之前已生成它。</translation>
        </message>
        <message>
            <source>The folder {path} is left over and can be deleted ({reason}).</source>
            <translation>文件夹 {path} 遗留了下来，可以删除（{reason}）。</translation>
        </message>
        <message>
            <source>{path} cannot be replaced ({reason}): close it in other programs, then run the job again.</source>
            <translation>无法替换 {path}（{reason}）：请在其他程序中关闭它，然后再次运行任务。</translation>
        </message>
        <message>
            <source>{path} cannot be written ({reason}): make room or choose another folder. Finished rows are kept; Resume continues with them.</source>
            <translation>无法写入 {path}（{reason}）：请腾出空间或另选文件夹。已完成的行会保留；“继续”会接着进行。</translation>
        </message>
        <message>
            <source>Memory ran out: the job continues in smaller pieces.</source>
            <translation>内存不足：任务以更小的块继续。</translation>
        </message>
        <message>
            <source>The memory of {device} is too small even for one window: choose the device cpu.</source>
            <translation>{device} 的内存连一个窗口都不够：请选择设备 cpu。</translation>
        </message>
        <message>
            <source>Memory ran out ({reason}): close other programs or translate a smaller area. Finished rows are kept; Resume continues with them.</source>
            <translation>内存不足（{reason}）：请关闭其他程序或转换较小的区域。已完成的行会保留，“继续”将接着处理。</translation>
        </message>
        <message>
            <source>The device {device} failed ({reason}): run the job again, it continues from here. Choose the device cpu if it fails again.</source>
            <translation>设备 {device} 出现故障（{reason}）：请重新运行任务，它会从这里继续。如果再次失败，请选择设备 cpu。</translation>
        </message>
        <message>
            <source>Fine-tuning needs {packages}: run the algorithm Set up Any2Any with the profile train.</source>
            <translation>微调需要 {packages}：请用配置 train 运行 Any2Any 的安装算法。</translation>
        </message>
        <message>
            <source>The device {device} is not used: {reason}</source>
            <translation>不使用设备 {device}：{reason}</translation>
        </message>
        <message>
            <source>The device {device} failed ({reason}): the job continues on the processor.</source>
            <translation>设备 {device} 失败（{reason}）：任务在处理器上继续。</translation>
        </message>
        <message>
            <source>The limit of GPU memory has no effect on the device {device}.</source>
            <translation>GPU 内存限制对设备 {device} 不起作用。</translation>
        </message>
        <message>
            <source>The device {device} is not available: choose auto or cpu.</source>
            <translation>设备 {device} 不可用：请选择 auto 或 cpu。</translation>
        </message>
        <message>
            <source>The worker cannot be started with {program}: {reason}</source>
            <translation>无法用 {program} 启动工作进程：{reason}</translation>
        </message>
        <message>
            <source>The worker did not answer for {seconds} s and was ended. Its last lines:
{last}</source>
            <translation>工作进程 {seconds} 秒没有应答，已被终止。其最后几行：
{last}</translation>
        </message>
        <message>
            <source>The worker stopped answering and was ended. Its last lines:
{last}</source>
            <translation>工作进程不再应答，已被终止。其最后几行：
{last}</translation>
        </message>
        <message>
            <source>The worker ended unexpectedly (exit code {exit}). Its last lines:
{last}</source>
            <translation>工作进程意外结束（退出代码 {exit}）。其最后几行：
{last}</translation>
        </message>
        <message>
            <source>The worker was killed (exit code {exit}): often the machine ran out of memory. Its last lines:
{last}</source>
            <translation>工作进程被强行终止（退出代码 {exit}）：通常是内存不足。其最后几行：
{last}</translation>
        </message>
        <message>
            <source>The job was stopped, because the plugin ended its worker.</source>
            <translation>任务已停止，因为插件结束了其工作进程。</translation>
        </message>
        <message>
            <source>The worker sent something that is not a message ({reason}): press Repair on the set-up page.</source>
            <translation>工作进程发送了不是消息的内容（{reason}）：请在设置页面上按“修复”。</translation>
        </message>
        <message>
            <source>The worker has a bug, please report it: {reason}</source>
            <translation>工作进程存在缺陷，请报告：{reason}</translation>
        </message>
        <message>
            <source>The plugin and its worker are of different versions: install the plugin again and restart QGIS.</source>
            <translation>插件与其工作进程的版本不同：请重新安装插件并重启 QGIS。</translation>
        </message>
        <message>
            <source>run the job again</source>
            <translation>再次运行任务</translation>
        </message>
        <message>
            <source>Testing</source>
            <translation>正在测试</translation>
        </message>
        <message>
            <source>Ready</source>
            <translation>就绪</translation>
        </message>
        <message>
            <source>Looking for a Python</source>
            <translation>正在查找 Python</translation>
        </message>
        <message>
            <source>Creating the environment</source>
            <translation>正在创建环境</translation>
        </message>
        <message>
            <source>Downloading Python {}</source>
            <translation>正在下载 Python {}</translation>
        </message>
        <message>
            <source>Downloading {}</source>
            <translation>正在下载 {}</translation>
        </message>
        <message>
            <source>Installing</source>
            <translation>正在安装</translation>
        </message>
        <message>
            <source>The package index cannot be reached.</source>
            <translation>无法连接软件包索引。</translation>
        </message>
        <message>
            <source>The proxy asks for a user name and a password (407).</source>
            <translation>代理要求用户名和密码 (407)。</translation>
        </message>
        <message>
            <source>The certificate of the package index is not trusted on this computer.</source>
            <translation>此计算机不信任软件包索引的证书。</translation>
        </message>
        <message>
            <source>The package index or a firewall refused the download.</source>
            <translation>软件包索引或防火墙拒绝了下载。</translation>
        </message>
        <message>
            <source>A downloaded package differs from the one that this plugin was tested with.</source>
            <translation>下载的软件包与测试此插件时的不同。</translation>
        </message>
        <message>
            <source>The package index does not offer a package that is needed.</source>
            <translation>软件包索引没有提供所需的软件包。</translation>
        </message>
        <message>
            <source>The disk is full.</source>
            <translation>磁盘已满。</translation>
        </message>
        <message>
            <source>The folder of the environment has too long a path.</source>
            <translation>环境文件夹的路径太长。</translation>
        </message>
        <message>
            <source>Another program or a policy blocks the files of the environment.</source>
            <translation>其他程序或策略阻止了环境的文件。</translation>
        </message>
        <message>
            <source>No Python {wanted} was found on this computer.</source>
            <translation>此计算机上没有找到 Python {wanted}。</translation>
        </message>
        <message>
            <source>This computer has no Python that is new enough, and Python {version} cannot be downloaded.</source>
            <translation>此计算机没有足够新的 Python，且无法下载 Python {version}。</translation>
        </message>
        <message>
            <source>The Python {python} has no pip.</source>
            <translation>Python {python} 没有 pip。</translation>
        </message>
        <message>
            <source>The plugin has no package list {profile!r} for {platform}.</source>
            <translation>插件没有软件包列表 {profile!r}（{platform}）。</translation>
        </message>
        <message>
            <source>The Microsoft Visual C++ runtime is missing.</source>
            <translation>缺少 Microsoft Visual C++ 运行库。</translation>
        </message>
        <message>
            <source>This Linux is too old for the packages (glibc).</source>
            <translation>此 Linux 对这些软件包来说太旧 (glibc)。</translation>
        </message>
        <message>
            <source>The driver of the graphics card is too old.</source>
            <translation>显卡驱动程序太旧。</translation>
        </message>
        <message>
            <source>The packages do not see the graphics card.</source>
            <translation>软件包检测不到显卡。</translation>
        </message>
        <message>
            <source>The graphics card computes other values than the processor ({share:.1%} off).</source>
            <translation>显卡的计算结果与处理器不同（相差 {share:.1%}）。</translation>
        </message>
        <message>
            <source>The graphics card takes {gpu_s:.1f} s for the sample, the processor {cpu_s:.1f} s.</source>
            <translation>显卡处理示例需要 {gpu_s:.1f} 秒，处理器需要 {cpu_s:.1f} 秒。</translation>
        </message>
        <message>
            <source>Another QGIS is setting up Any2Any now.</source>
            <translation>另一个 QGIS 正在安装 Any2Any。</translation>
        </message>
        <message>
            <source>{path} is not a bundle for this plugin and {platform}.</source>
            <translation>{path} 不是适用于此插件和 {platform} 的离线包。</translation>
        </message>
        <message>
            <source>The new environment does not translate the sample: {reason}</source>
            <translation>新环境无法翻译示例：{reason}</translation>
        </message>
        <message>
            <source>The installation took longer than {minutes:.0f} minutes.</source>
            <translation>安装用时超过 {minutes:.0f} 分钟。</translation>
        </message>
        <message>
            <source>The installation failed: {reason}</source>
            <translation>安装失败：{reason}</translation>
        </message>
        <message>
            <source>Check the connection and the proxy, then try again.</source>
            <translation>请检查连接和代理，然后重试。</translation>
        </message>
        <message>
            <source>Enter them under Settings &gt; Options &gt; Network.</source>
            <translation>请在“设置 &gt; 选项 &gt; 网络”中输入。</translation>
        </message>
        <message>
            <source>Choose your company's CA file under Options &gt; Any2Any.</source>
            <translation>请在“选项 &gt; Any2Any”中选择贵公司的 CA 文件。</translation>
        </message>
        <message>
            <source>Set a mirror under Options &gt; Any2Any, or use an offline bundle.</source>
            <translation>请在“选项 &gt; Any2Any”中设置镜像，或使用离线包。</translation>
        </message>
        <message>
            <source>Nothing was installed: try again, and report it if it stays.</source>
            <translation>没有安装任何内容：请重试，如果仍然如此请报告。</translation>
        </message>
        <message>
            <source>Check the mirror under Options &gt; Any2Any, or use an offline bundle.</source>
            <translation>请在“选项 &gt; Any2Any”中检查镜像，或使用离线包。</translation>
        </message>
        <message>
            <source>Free some space, or choose another folder under Options &gt; Any2Any.</source>
            <translation>请腾出空间，或在“选项 &gt; Any2Any”中另选文件夹。</translation>
        </message>
        <message>
            <source>Choose a shorter one under Options &gt; Any2Any.</source>
            <translation>请在“选项 &gt; Any2Any”中选择路径更短的文件夹。</translation>
        </message>
        <message>
            <source>Close other QGIS windows, allow the folder in the antivirus, then try again.</source>
            <translation>请关闭其他 QGIS 窗口，在杀毒软件中允许该文件夹，然后重试。</translation>
        </message>
        <message>
            <source>Install one, or choose an existing Python.</source>
            <translation>请安装一个，或选择现有的 Python。</translation>
        </message>
        <message>
            <source>Install it, or choose an existing Python.</source>
            <translation>请安装它，或选择已有的 Python。</translation>
        </message>
        <message>
            <source>Install pip for it, or choose another Python.</source>
            <translation>请为它安装 pip，或另选一个 Python。</translation>
        </message>
        <message>
            <source>Choose an existing Python that has the packages.</source>
            <translation>请选择装有这些软件包的现有 Python。</translation>
        </message>
        <message>
            <source>Install the Visual C++ Redistributable, then try again.</source>
            <translation>请安装 Visual C++ Redistributable，然后重试。</translation>
        </message>
        <message>
            <source>Update it, or set up the profile for the processor.</source>
            <translation>请更新驱动程序，或安装处理器版配置。</translation>
        </message>
        <message>
            <source>Update its driver and try again; until then the processor is used.</source>
            <translation>请更新其驱动程序后重试；在此之前使用处理器。</translation>
        </message>
        <message>
            <source>The processor is used as before: report it with the diagnostics.</source>
            <translation>仍使用处理器：请附诊断信息报告此问题。</translation>
        </message>
        <message>
            <source>The processor is used as before: there is nothing to do.</source>
            <translation>仍使用处理器：无需任何操作。</translation>
        </message>
        <message>
            <source>Wait until it has finished, then try again.</source>
            <translation>请等它完成，然后重试。</translation>
        </message>
        <message>
            <source>Choose a bundle that was made for both.</source>
            <translation>请选择同时适用于两者的离线包。</translation>
        </message>
        <message>
            <source>Try again, and report it with the diagnostics if it stays.</source>
            <translation>请重试，如果仍然如此请附诊断信息报告。</translation>
        </message>
        <message>
            <source>Try again: finished downloads are kept.</source>
            <translation>请重试：已完成的下载会保留。</translation>
        </message>
    </context>
</TS>

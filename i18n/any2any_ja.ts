<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ja" sourcelanguage="en">
    <context>
        <name>Any2Any</name>
        <message>
            <source>the setting in Options &gt; Any2Any</source>
            <translation>「オプション &gt; Any2Any」の設定</translation>
        </message>
        <message>
            <source>the environment variable {}</source>
            <translation>環境変数 {}</translation>
        </message>
        <message>
            <source>the environment that Set up made</source>
            <translation>セットアップで作成した環境</translation>
        </message>
        <message>
            <source>the checkout's .venv</source>
            <translation>ソースの .venv</translation>
        </message>
        <message>
            <source>Any2Any is not set up yet: press Set up in its panel, run the algorithm any2any:setup, or choose a Python under Settings &gt; Options &gt; Any2Any.</source>
            <translation>Any2Any はまだセットアップされていません。パネルの「セットアップ」を押すか、アルゴリズム any2any:setup を実行するか、「設定 &gt; オプション &gt; Any2Any」で Python を選んでください。</translation>
        </message>
        <message>
            <source>The worker's Python {} ({}) cannot be used: {}. Choose another under Options &gt; Any2Any.</source>
            <translation>ワーカーの Python {}（{}）は使えません: {}。「オプション &gt; Any2Any」で別のものを選んでください。</translation>
        </message>
        <message>
            <source>no answer within {:.0f} s</source>
            <translation>{:.0f} 秒以内に応答がありません</translation>
        </message>
        <message>
            <source>it does not answer as Python does</source>
            <translation>Python としての応答がありません</translation>
        </message>
        <message>
            <source>The worker's Python {} ({}) cannot be used ({}): press Set up in the Any2Any panel, or choose another under Options &gt; Any2Any.</source>
            <translation>ワーカーの Python {}（{}）は使えません（{}）。Any2Any パネルの「セットアップ」を押すか、「オプション &gt; Any2Any」で別のものを選んでください。</translation>
        </message>
        <message>
            <source>The model {} has no modality {!r}, only {}.</source>
            <translation>モデル {} にモダリティ {!r} はありません。あるのは {} です。</translation>
        </message>
        <message>
            <source>{} is not a model folder: its config.json cannot be read ({}).</source>
            <translation>{} はモデルのフォルダではありません。config.json を読み取れません ({})。</translation>
        </message>
        <message>
            <source>{} is not the manifest of a model: {}.</source>
            <translation>{} はモデルのマニフェストではありません: {}。</translation>
        </message>
        <message>
            <source>Model card</source>
            <translation>モデルカード</translation>
        </message>
        <message>
            <source>The model in {} has no card ({}).</source>
            <translation>{} のモデルにはカード（{}）がありません。</translation>
        </message>
        <message>
            <source>not stated</source>
            <translation>記載なし</translation>
        </message>
        <message>
            <source>{} {}, licence: {}</source>
            <translation>{} {}、ライセンス: {}</translation>
        </message>
        <message>
            <source>Advanced</source>
            <translation>詳細</translation>
        </message>
        <message>
            <source>As the preset says</source>
            <translation>プリセットに従う</translation>
        </message>
        <message>
            <source>Sampling steps instead of the preset's.</source>
            <translation>プリセットの代わりに使うサンプリングのステップ数。</translation>
        </message>
        <message>
            <source>That of the layer</source>
            <translation>レイヤと同じ</translation>
        </message>
        <message>
            <source>Resample the layer to this pixel size first: the model knows only some sizes.</source>
            <translation>先にレイヤをこのピクセルサイズにリサンプリングします。モデルは一部のサイズしか知りません。</translation>
        </message>
        <message>
            <source>Another seed gives another plausible image.</source>
            <translation>別のシードは別のもっともらしい画像を与えます。</translation>
        </message>
        <message>
            <source>Translate with several seeds and write their mean.</source>
            <translation>複数のシードで変換し、平均を書き出します。</translation>
        </message>
        <message>
            <source>Add a layer of the standard deviation</source>
            <translation>標準偏差のレイヤを追加</translation>
        </message>
        <message>
            <source>The library that computes: PyTorch is only there if you installed it.</source>
            <translation>計算に使うライブラリ。PyTorch はインストールした場合だけ使えます。</translation>
        </message>
        <message>
            <source>Level of the result's reflectance: choose the top of the atmosphere to compare with level 1C images.</source>
            <translation>結果の反射率のレベル。レベル 1C の画像と比べる場合は大気上端を選びます。</translation>
        </message>
        <message>
            <source>auto, cpu, cuda:0 or mps</source>
            <translation>auto、cpu、cuda:0 または mps</translation>
        </message>
        <message>
            <source>Card</source>
            <translation>カード</translation>
        </message>
        <message>
            <source>What the model was trained on, how good it is, and where not to use it</source>
            <translation>モデルの学習データ、性能、向かない用途</translation>
        </message>
        <message>
            <source>Steps</source>
            <translation>ステップ数</translation>
        </message>
        <message>
            <source>S&amp;eed</source>
            <translation>シード(&amp;E)</translation>
        </message>
        <message>
            <source>Sa&amp;mples</source>
            <translation>サンプル数(&amp;M)</translation>
        </message>
        <message>
            <source>Rou&amp;te</source>
            <translation>経路(&amp;T)</translation>
        </message>
        <message>
            <source>Pi&amp;xel size</source>
            <translation>ピクセルサイズ(&amp;X)</translation>
        </message>
        <message>
            <source>Reflecta&amp;nce of the result</source>
            <translation>結果の反射率(&amp;N)</translation>
        </message>
        <message>
            <source>Precision</source>
            <translation>精度</translation>
        </message>
        <message>
            <source>Runtime</source>
            <translation>ランタイム</translation>
        </message>
        <message>
            <source>&amp;Device</source>
            <translation>デバイス(&amp;D)</translation>
        </message>
        <message>
            <source>M&amp;odel</source>
            <translation>モデル(&amp;O)</translation>
        </message>
        <message>
            <source>Area to translate</source>
            <translation>変換する範囲</translation>
        </message>
        <message>
            <source>Whole layer</source>
            <translation>レイヤ全体</translation>
        </message>
        <message>
            <source>Map view</source>
            <translation>地図の表示範囲</translation>
        </message>
        <message>
            <source>Rectangle drawn on the map</source>
            <translation>地図上に描いた矩形</translation>
        </message>
        <message>
            <source>Around the selected features</source>
            <translation>選択した地物の周囲</translation>
        </message>
        <message>
            <source>&amp;Area</source>
            <translation>範囲(&amp;A)</translation>
        </message>
        <message>
            <source>Draw a rectangle on the map.</source>
            <translation>地図上に矩形を描いてください。</translation>
        </message>
        <message>
            <source>Select features of a vector layer, and make that layer the active one.</source>
            <translation>ベクタレイヤの地物を選択し、そのレイヤをアクティブにしてください。</translation>
        </message>
        <message>
            <source>up to {}</source>
            <translation>最大 {}</translation>
        </message>
        <message>
            <source>about {}</source>
            <translation>約 {}</translation>
        </message>
        <message>
            <source>about {} by the preview</source>
            <translation>プレビューから推定して約 {}</translation>
        </message>
        <message>
            <source>time unknown before a preview</source>
            <translation>プレビュー前は所要時間不明</translation>
        </message>
        <message>
            <source>With holes</source>
            <translation>穴あり</translation>
        </message>
        <message>
            <source>Filled</source>
            <translation>補間後</translation>
        </message>
        <message>
            <source>Filling a preview</source>
            <translation>プレビューを補完しています</translation>
        </message>
        <message>
            <source>The map view shows no hole of the image: move the map to one.</source>
            <translation>地図に画像の穴がありません。地図を穴へ移動してください。</translation>
        </message>
        <message>
            <source>{} cannot be read.</source>
            <translation>{} を読み込めません。</translation>
        </message>
        <message>
            <source>So&amp;urce</source>
            <translation>ソース(&amp;U)</translation>
        </message>
        <message>
            <source>Se&amp;cond source</source>
            <translation>2 つ目のソース(&amp;C)</translation>
        </message>
        <message>
            <source>No layer</source>
            <translation>レイヤなし</translation>
        </message>
        <message>
            <source>A layer that shows the ground under the holes, such as radar</source>
            <translation>穴の下の地面を示すレイヤ（レーダーなど）</translation>
        </message>
        <message>
            <source>Modality of the source</source>
            <translation>ソースのモダリティ</translation>
        </message>
        <message>
            <source>The layer is taken for {}, but: {}.</source>
            <translation>レイヤを {} とみなしますが、次の点が合いません: {}。</translation>
        </message>
        <message>
            <source>Image with holes</source>
            <translation>穴のある画像</translation>
        </message>
        <message>
            <source>Choose a raster layer</source>
            <translation>ラスタレイヤを選択</translation>
        </message>
        <message>
            <source>Holes</source>
            <translation>穴</translation>
        </message>
        <message>
            <source>Nodata of the image</source>
            <translation>画像の nodata</translation>
        </message>
        <message>
            <source>All values but 0; 3,8,9,10 of a scene classification</source>
            <translation>0 以外のすべての値。シーン分類なら 3,8,9,10</translation>
        </message>
        <message>
            <source>Older image</source>
            <translation>古い画像</translation>
        </message>
        <message>
            <source>Temporary file</source>
            <translation>一時ファイル</translation>
        </message>
        <message>
            <source>Pre&amp;view a hole</source>
            <translation>穴をプレビュー(&amp;V)</translation>
        </message>
        <message>
            <source>&amp;Fill</source>
            <translation>埋める(&amp;F)</translation>
        </message>
        <message>
            <source>Fill the hole nearest to the middle of the map view</source>
            <translation>地図の中央に最も近い穴を補完します</translation>
        </message>
        <message>
            <source>&amp;Image with holes</source>
            <translation>穴のある画像(&amp;I)</translation>
        </message>
        <message>
            <source>&amp;Holes</source>
            <translation>穴(&amp;H)</translation>
        </message>
        <message>
            <source>&amp;Band of the holes</source>
            <translation>穴のバンド(&amp;B)</translation>
        </message>
        <message>
            <source>C&amp;lasses that are holes</source>
            <translation>穴とみなすクラス(&amp;L)</translation>
        </message>
        <message>
            <source>&amp;Older image</source>
            <translation>古い画像(&amp;O)</translation>
        </message>
        <message>
            <source>&amp;Save to</source>
            <translation>保存先(&amp;S)</translation>
        </message>
        <message>
            <source>Choose the image with holes.</source>
            <translation>穴のある画像を選んでください。</translation>
        </message>
        <message>
            <source>Choose a source or an older image: something has to show the ground.</source>
            <translation>ソースか古い画像を選んでください。地表を示すものが必要です。</translation>
        </message>
        <message>
            <source>The image cannot fill its own holes: choose another source.</source>
            <translation>画像で自身の穴は補完できません。別のソースを選んでください。</translation>
        </message>
        <message>
            <source>{}: holes</source>
            <translation>{}: 穴</translation>
        </message>
        <message>
            <source>Translate</source>
            <translation>変換</translation>
        </message>
        <message>
            <source>Fill gaps</source>
            <translation>穴を補完</translation>
        </message>
        <message>
            <source>{} translation(s) will be stopped. Leave QGIS?</source>
            <translation>{} 件の変換が中止されます。QGIS を終了しますか？</translation>
        </message>
        <message>
            <source>Show</source>
            <translation>表示</translation>
        </message>
        <message>
            <source>Add to this project</source>
            <translation>このプロジェクトに追加</translation>
        </message>
        <message>
            <source>{} translation(s) of the closed project continue; their results go to files.</source>
            <translation>閉じたプロジェクトの {} 件の変換は続行中です。結果はファイルに保存されます。</translation>
        </message>
        <message>
            <source>Stop them</source>
            <translation>中止する</translation>
        </message>
        <message>
            <source>Run anyway?</source>
            <translation>それでも実行しますか?</translation>
        </message>
        <message>
            <source>{} exists. Replace it?</source>
            <translation>{} は既にあります。置き換えますか？</translation>
        </message>
        <message>
            <source>{} × {} pixels will be downloaded from {}. Continue?</source>
            <translation>{} × {} ピクセルを {} からダウンロードします。続けますか？</translation>
        </message>
        <message>
            <source>The translation cannot be prepared.</source>
            <translation>変換を準備できません。</translation>
        </message>
        <message>
            <source>Starting</source>
            <translation>開始しています</translation>
        </message>
        <message>
            <source>Cancelled.</source>
            <translation>キャンセルしました。</translation>
        </message>
        <message>
            <source>Stopping</source>
            <translation>停止しています</translation>
        </message>
        <message>
            <source>The translation failed.</source>
            <translation>変換に失敗しました。</translation>
        </message>
        <message>
            <source>Its project was closed: the result is in {}.</source>
            <translation>プロジェクトが閉じられました。結果は {} にあります。</translation>
        </message>
        <message>
            <source>The result {} cannot be opened.</source>
            <translation>結果 {} を開けません。</translation>
        </message>
        <message>
            <source>Run before the job above</source>
            <translation>上のジョブより先に実行</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>キャンセル</translation>
        </message>
        <message>
            <source>Stop this job</source>
            <translation>このジョブを中止</translation>
        </message>
        <message>
            <source>Resume</source>
            <translation>再開</translation>
        </message>
        <message>
            <source>Continue with the finished rows</source>
            <translation>完了した行から続ける</translation>
        </message>
        <message>
            <source>Keep part</source>
            <translation>途中まで保存</translation>
        </message>
        <message>
            <source>Add the finished rows as a layer</source>
            <translation>完了した行をレイヤとして追加</translation>
        </message>
        <message>
            <source>Zoom to the result</source>
            <translation>結果にズーム</translation>
        </message>
        <message>
            <source>Compare</source>
            <translation>比較</translation>
        </message>
        <message>
            <source>Drag a line between the result and its source on the map</source>
            <translation>地図上で結果と元画像の境界線をドラッグします</translation>
        </message>
        <message>
            <source>Again with…</source>
            <translation>条件を変えて再実行…</translation>
        </message>
        <message>
            <source>Fill in the panel as for this job</source>
            <translation>このジョブの設定をパネルに入れます</translation>
        </message>
        <message>
            <source>Remove from the list</source>
            <translation>一覧から削除</translation>
        </message>
        <message>
            <source>Waiting</source>
            <translation>待機中</translation>
        </message>
        <message>
            <source>{} of {} windows</source>
            <translation>{} / {} ウィンドウ</translation>
        </message>
        <message>
            <source>{} left</source>
            <translation>残り {}</translation>
        </message>
        <message>
            <source>Done: {}</source>
            <translation>完了: {}</translation>
        </message>
        <message>
            <source>Band of the layer that is {}</source>
            <translation>{} に当たるレイヤのバンド</translation>
        </message>
        <message>
            <source>{} (synthetic, in progress)</source>
            <translation>{}（合成、処理中）</translation>
        </message>
        <message>
            <source>The Python that runs the Any2Any worker</source>
            <translation>Any2Any のワーカーを動かす Python</translation>
        </message>
        <message>
            <source>Found automatically</source>
            <translation>自動的に検出</translation>
        </message>
        <message>
            <source>The system's certificates</source>
            <translation>システムの証明書</translation>
        </message>
        <message>
            <source>The default package index</source>
            <translation>既定のパッケージインデックス</translation>
        </message>
        <message>
            <source> min</source>
            <translation> 分</translation>
        </message>
        <message>
            <source>Never</source>
            <translation>しない</translation>
        </message>
        <message>
            <source>Check</source>
            <translation>確認</translation>
        </message>
        <message>
            <source>Check shows versions and paths here: add them to a bug report.</source>
            <translation>「確認」を押すと、ここにバージョンとパスが表示されます。不具合報告に添えてください。</translation>
        </message>
        <message>
            <source>The model runs in a process of its own. If the field Python is empty, the environment variable {}, the environment that Set up made, and the .venv of a source checkout are used, in this order. Another Python needs 3.11 or newer with torch, rasterio and safetensors; fine-tuning also needs accelerate and pyyaml.</source>
            <translation>モデルは独立したプロセスで動きます。Python の欄が空の場合、環境変数 {}、セットアップで作成した環境、ソースの .venv の順に使われます。別の Python は 3.11 以降で torch、rasterio、safetensors が必要です。微調整には accelerate と pyyaml も必要です。</translation>
        </message>
        <message>
            <source>Python</source>
            <translation>Python</translation>
        </message>
        <message>
            <source>Folder of environments</source>
            <translation>環境のフォルダ</translation>
        </message>
        <message>
            <source>Package index or mirror</source>
            <translation>パッケージインデックスまたはミラー</translation>
        </message>
        <message>
            <source>CA file</source>
            <translation>CA ファイル</translation>
        </message>
        <message>
            <source>Free memory after</source>
            <translation>メモリを解放するまでの時間</translation>
        </message>
        <message>
            <source>Checking, up to a minute...</source>
            <translation>確認しています（最大 1 分）...</translation>
        </message>
        <message>
            <source>Check the Any2Any worker</source>
            <translation>Any2Any のワーカーを確認</translation>
        </message>
        <message>
            <source>Translating a preview</source>
            <translation>プレビューを変換しています</translation>
        </message>
        <message>
            <source>No preview: the choices above are not complete.</source>
            <translation>プレビューなし：上の選択が揃っていません。</translation>
        </message>
        <message>
            <source>A job is running: the preview follows when it has ended.</source>
            <translation>ジョブを実行中です。終わるとプレビューが続きます。</translation>
        </message>
        <message>
            <source>A preview with {} steps takes long: press Preview to make it.</source>
            <translation>{} ステップのプレビューは時間がかかります。作るには「プレビュー」を押してください。</translation>
        </message>
        <message>
            <source>The layer that {} was made from is not open.</source>
            <translation>{} の元のレイヤが開かれていません。</translation>
        </message>
        <message>
            <source>{} (synthetic, finished rows)</source>
            <translation>{}（合成、完了した行）</translation>
        </message>
        <message>
            <source>Compare with its source</source>
            <translation>元のレイヤと比較</translation>
        </message>
        <message>
            <source>Translate again with…</source>
            <translation>条件を変えて再変換…</translation>
        </message>
        <message>
            <source>Sample (Sentinel-1)</source>
            <translation>サンプル (Sentinel-1)</translation>
        </message>
        <message>
            <source>Source and result are in the project.</source>
            <translation>元画像と結果はプロジェクトにあります。</translation>
        </message>
        <message>
            <source>A Python 3.11 or newer with the packages</source>
            <translation>パッケージの入った Python 3.11 以降</translation>
        </message>
        <message>
            <source>Offline bundle</source>
            <translation>オフラインバンドル</translation>
        </message>
        <message>
            <source>Translating the sample</source>
            <translation>サンプルを変換しています</translation>
        </message>
        <message>
            <source>Use an existing Python...</source>
            <translation>既存の Python を使う...</translation>
        </message>
        <message>
            <source>From an offline bundle...</source>
            <translation>オフラインバンドルから...</translation>
        </message>
        <message>
            <source>Copy diagnostics</source>
            <translation>診断情報をコピー</translation>
        </message>
        <message>
            <source>Try the sample</source>
            <translation>サンプルを試す</translation>
        </message>
        <message>
            <source>Continue to the panel</source>
            <translation>パネルへ進む</translation>
        </message>
        <message>
            <source>Repair</source>
            <translation>修復</translation>
        </message>
        <message>
            <source>Remove</source>
            <translation>削除</translation>
        </message>
        <message>
            <source>Any2Any needs its own Python packages</source>
            <translation>Any2Any には専用の Python パッケージが必要です</translation>
        </message>
        <message>
            <source>They are downloaded into a folder of their own: QGIS and other plugins stay as they are, and Remove takes everything away again.</source>
            <translation>専用のフォルダにダウンロードされます。QGIS や他のプラグインは変わらず、「削除」ですべて取り除けます。</translation>
        </message>
        <message>
            <source>Set up (about {:.0f} MB)</source>
            <translation>セットアップ（約 {:.0f} MB）</translation>
        </message>
        <message>
            <source>Setting up</source>
            <translation>セットアップ中</translation>
        </message>
        <message>
            <source>Removing the packages</source>
            <translation>パッケージを削除しています</translation>
        </message>
        <message>
            <source>Try again</source>
            <translation>再試行</translation>
        </message>
        <message>
            <source>Network options...</source>
            <translation>ネットワークのオプション...</translation>
        </message>
        <message>
            <source>Any2Any options...</source>
            <translation>Any2Any のオプション...</translation>
        </message>
        <message>
            <source>Continue with the processor</source>
            <translation>プロセッサで続ける</translation>
        </message>
        <message>
            <source>This did not work; Any2Any stays as it was</source>
            <translation>うまくいきませんでした。Any2Any は元のままです</translation>
        </message>
        <message>
            <source>Any2Any is not set up</source>
            <translation>Any2Any はセットアップされていません</translation>
        </message>
        <message>
            <source>Any2Any is ready</source>
            <translation>Any2Any の準備ができました</translation>
        </message>
        <message>
            <source>Use the graphics card {} (about {:.0f} MB)</source>
            <translation>グラフィックカード {} を使う（約 {:.0f} MB）</translation>
        </message>
        <message>
            <source>Device in use: {}</source>
            <translation>使用中のデバイス: {}</translation>
        </message>
        <message>
            <source>Remove ({:.0f} MB)</source>
            <translation>削除（{:.0f} MB）</translation>
        </message>
        <message>
            <source>It uses a Python from the options, or one that was found.</source>
            <translation>オプションで選ばれた、または検出された Python を使います。</translation>
        </message>
        <message>
            <source>Layer to translate</source>
            <translation>変換するレイヤ</translation>
        </message>
        <message>
            <source>Open a raster file</source>
            <translation>ラスタファイルを開く</translation>
        </message>
        <message>
            <source>Source modality</source>
            <translation>変換元のモダリティ</translation>
        </message>
        <message>
            <source>Bands</source>
            <translation>バンド</translation>
        </message>
        <message>
            <source>&amp;Layer</source>
            <translation>レイヤ(&amp;L)</translation>
        </message>
        <message>
            <source>&amp;From</source>
            <translation>変換元(&amp;F)</translation>
        </message>
        <message>
            <source>Choose a raster layer.</source>
            <translation>ラスタレイヤを選んでください。</translation>
        </message>
        <message>
            <source>{} needs {} bands, this layer has {}.</source>
            <translation>{} には {} バンドが必要ですが、このレイヤは {} バンドです。</translation>
        </message>
        <message>
            <source>QGIS cannot open {} as a raster.</source>
            <translation>QGIS は {} をラスタとして開けません。</translation>
        </message>
        <message>
            <source>looks like {}: {}</source>
            <translation>{} のように見えます: {}</translation>
        </message>
        <message>
            <source>chosen by you</source>
            <translation>利用者が選択</translation>
        </message>
        <message>
            <source>&amp;To</source>
            <translation>変換先(&amp;T)</translation>
        </message>
        <message>
            <source>This is what the layer shows.</source>
            <translation>レイヤが示しているものです。</translation>
        </message>
        <message>
            <source>Trained direction, translated through {} by your choice</source>
            <translation>学習済みの方向。選択により {} を経由します</translation>
        </message>
        <message>
            <source>Trained direction</source>
            <translation>学習済みの方向</translation>
        </message>
        <message>
            <source>* Zero-shot: not trained, translated through {}</source>
            <translation>* ゼロショット: 未学習、{} を経由して変換</translation>
        </message>
        <message>
            <source>* Zero-shot: not trained on this direction</source>
            <translation>* ゼロショット: この方向は未学習</translation>
        </message>
        <message>
            <source>Translate to {}</source>
            <translation>{} に変換</translation>
        </message>
        <message>
            <source>Pre&amp;view</source>
            <translation>プレビュー(&amp;P)</translation>
        </message>
        <message>
            <source>&amp;Run</source>
            <translation>実行(&amp;R)</translation>
        </message>
        <message>
            <source>Translate the middle of the map view</source>
            <translation>地図表示の中央を変換します</translation>
        </message>
        <message>
            <source>&amp;Preset</source>
            <translation>プリセット(&amp;I)</translation>
        </message>
        <message>
            <source>Choose an area: a map service has no end.</source>
            <translation>範囲を選んでください。地図サービスには端がありません。</translation>
        </message>
        <message>
            <source>The plugin is removed; the packages that it downloaded are still in {}.</source>
            <translation>プラグインは削除されました。ダウンロードしたパッケージはまだ {} にあります。</translation>
        </message>
        <message>
            <source>Remove them ({:.0f} MB)</source>
            <translation>削除する（{:.0f} MB）</translation>
        </message>
        <message>
            <source>Units of the values</source>
            <translation>値の単位</translation>
        </message>
        <message>
            <source>Processing level of the reflectance</source>
            <translation>反射率の処理レベル</translation>
        </message>
        <message>
            <source>The model works with surface reflectance. Top-of-atmosphere reflectance is converted to it first.</source>
            <translation>モデルが知っているのは地表の反射率です。大気上端の値は地表に換算されます。</translation>
        </message>
        <message>
            <source>Reflectan&amp;ce</source>
            <translation>反射率(&amp;C)</translation>
        </message>
        <message>
            <source>&amp;Units</source>
            <translation>単位(&amp;U)</translation>
        </message>
        <message>
            <source>Its values look like “{}”, but “{}” is chosen.</source>
            <translation>値は「{}」のように見えますが、「{}」が選ばれています。</translation>
        </message>
        <message>
            <source>Computed on {}. Click for the set-up: repair, remove, graphics card.</source>
            <translation>{} で計算しました。クリックするとセットアップを開きます（修復、削除、グラフィックカード）。</translation>
        </message>
        <message>
            <source>The layer {} is a map service: choose an area, such as the map view.</source>
            <translation>レイヤ {} は地図サービスです。地図の表示範囲などを選んでください。</translation>
        </message>
        <message>
            <source>The extent {} does not touch the layer {}, which covers {}.</source>
            <translation>範囲 {} はレイヤ {} に重なりません。レイヤの範囲は {} です。</translation>
        </message>
        <message>
            <source>The area has {} × {} pixels: choose a smaller one, at most {} × {}.</source>
            <translation>範囲は {} × {} ピクセルです。より小さくしてください（最大 {} × {}）。</translation>
        </message>
        <message>
            <source>The layer {} is a map service without end: export the area to a GeoTIFF first.</source>
            <translation>レイヤ {} は範囲に限りのない地図サービスです。先に範囲を GeoTIFF に書き出してください。</translation>
        </message>
        <message>
            <source>Exporting the layer {}</source>
            <translation>レイヤ {} を書き出しています</translation>
        </message>
        <message>
            <source>The layer has no picture of this area: its service does not answer, or covers another place.</source>
            <translation>レイヤにこの範囲の画像がありません。サービスが応答しないか、別の場所を対象としています。</translation>
        </message>
        <message>
            <source>The layer gave no picture of {} % of the area: the result has no data there.</source>
            <translation>レイヤはこの領域の {} % の画像を返しませんでした。結果のその部分にはデータがありません。</translation>
        </message>
        <message>
            <source>The layer cannot be exported: save it as a GeoTIFF first.</source>
            <translation>レイヤをエクスポートできません。先に GeoTIFF として保存してください。</translation>
        </message>
        <message>
            <source>The layer cannot be exported: error {} of QGIS's writer.</source>
            <translation>レイヤをエクスポートできません: QGIS の書き込みエラー {}。</translation>
        </message>
        <message>
            <source>The layer cannot be resampled: {}</source>
            <translation>レイヤをリサンプリングできません: {}</translation>
        </message>
        <message>
            <source>{} cannot be written.</source>
            <translation>{} に書き込めません。</translation>
        </message>
        <message>
            <source>synthetic {}: Any2Any wrote this file</source>
            <translation>合成 {}: Any2Any が作成したファイルです</translation>
        </message>
        <message>
            <source>band {} is named {}</source>
            <translation>バンド {} の名前は {} です</translation>
        </message>
        <message>
            <source>{} bands named {}</source>
            <translation>{} バンドの名前は {} です</translation>
        </message>
        <message>
            <source>wavelengths of {} nm</source>
            <translation>波長は {} nm です</translation>
        </message>
        <message>
            <source>colour bands red, green and blue</source>
            <translation>赤、緑、青のカラーバンド</translation>
        </message>
        <message>
            <source>complex values, as only radar has</source>
            <translation>複素数の値はレーダーだけが持ちます</translation>
        </message>
        <message>
            <source>values around {:.0f} are decibels</source>
            <translation>{:.0f} 付近の値はデシベルです</translation>
        </message>
        <message>
            <source>the name {} says so</source>
            <translation>名前 {} が示しています</translation>
        </message>
        <message>
            <source>guessed from its {} band(s) only: please check</source>
            <translation>根拠はバンド数（{}）だけです。確認してください</translation>
        </message>
        <message>
            <source>{}: holes filled (partly synthetic)</source>
            <translation>{}:穴埋め済み(一部合成)</translation>
        </message>
        <message>
            <source>{}: synthetic pixels</source>
            <translation>{}:合成ピクセル</translation>
        </message>
        <message>
            <source>{}: outline of the filled parts</source>
            <translation>{}: 補完した部分の輪郭</translation>
        </message>
        <message>
            <source>{}: error (result minus truth)</source>
            <translation>{}: 誤差（結果 − 真値）</translation>
        </message>
        <message>
            <source>Training tiles</source>
            <translation>学習用タイル</translation>
        </message>
        <message>
            <source>Train</source>
            <translation>学習</translation>
        </message>
        <message>
            <source>Validation</source>
            <translation>検証</translation>
        </message>
        <message>
            <source>Test</source>
            <translation>テスト</translation>
        </message>
        <message>
            <source>The layer {} has no file: choose an index that Export training tiles wrote.</source>
            <translation>レイヤ {} はファイルではありません。「学習用タイルのエクスポート」が作成したインデックスを選んでください。</translation>
        </message>
        <message>
            <source>{} holds no finished rows.</source>
            <translation>{} に完了した行はありません。</translation>
        </message>
        <message>
            <source>The finished rows in {} cannot be read any more.</source>
            <translation>{} の完了した行はもう読めません。</translation>
        </message>
        <message>
            <source>{} steps</source>
            <translation>{} ステップ</translation>
        </message>
        <message>
            <source>seed {}</source>
            <translation>シード {}</translation>
        </message>
        <message>
            <source>{} {} standard deviation (synthetic, from {}; {})</source>
            <translation>{} {} 標準偏差（合成、元は {}、{}）</translation>
        </message>
        <message>
            <source>{} {} (synthetic, from {}; {})</source>
            <translation>{} {}（合成、元は {}、{}）</translation>
        </message>
        <message>
            <source>Synthetic {target} image, translated from the {source} image {name} by the model {model} ({digest}), {steps} sampling steps, seed {seed}. It shows a plausible image predicted by the model, not what a sensor measured.</source>
            <translation>合成 {target} 画像です。{source} 画像 {name} からモデル {model}（{digest}）で変換しました。サンプリング {steps} ステップ、シード {seed}。モデルが予測したもっともらしい画像であり、センサーの測定値ではありません。</translation>
        </message>
        <message>
            <source> It is the mean of {} samples.</source>
            <translation>{} サンプルの平均です。</translation>
        </message>
        <message>
            <source>Standard deviation over {} samples: where it is large, the model's own answers disagree. It is not an error bar: errors that all samples share do not show in it. About the image that it belongs to: {}</source>
            <translation>{} サンプルの標準偏差です。大きいところでは、モデル自身の答えが一致していません。誤差棒ではなく、モデルが見たことのないものは含まれません。元の画像について: {}</translation>
        </message>
        <message>
            <source> It was translated through {}.</source>
            <translation>{} を経由して変換しました。</translation>
        </message>
        <message>
            <source> The model was not trained on this direction (zero-shot).</source>
            <translation>モデルはこの方向を学習していません（ゼロショット）。</translation>
        </message>
        <message>
            <source>{}: synthetic</source>
            <translation>{}: 合成</translation>
        </message>
        <message>
            <source>model: {}</source>
            <translation>モデル: {}</translation>
        </message>
        <message>
            <source>{time}: translated from {name} ({source}) with {model}, {steps} steps, seed {seed}</source>
            <translation>{time}: {name}（{source}）から {model} で変換、{steps} ステップ、シード {seed}</translation>
        </message>
        <message>
            <source>The layer {} is no longer in the project: add it again.</source>
            <translation>レイヤ {} はもうプロジェクトにありません。もう一度追加してください。</translation>
        </message>
        <message>
            <source>The layer {} comes from {}, which the worker cannot read: export it to a GeoTIFF (Export &gt; Save As...) first.</source>
            <translation>レイヤ {} は {} のもので、ワーカーは読めません。先に GeoTIFF にエクスポートしてください（エクスポート &gt; 名前を付けて保存...）。</translation>
        </message>
        <message>
            <source>The layer {} is being edited: save the edits or export it to a GeoTIFF first.</source>
            <translation>レイヤ {} は編集中です。編集を保存するか、先に GeoTIFF にエクスポートしてください。</translation>
        </message>
        <message>
            <source>The layer {} was opened with options ({}): export it to a GeoTIFF first.</source>
            <translation>レイヤ {} はオプション（{}）付きで開かれています。先に GeoTIFF にエクスポートしてください。</translation>
        </message>
        <message>
            <source>The layer {} is held in the memory of QGIS: export it to a GeoTIFF first.</source>
            <translation>レイヤ {} は QGIS のメモリ上にあります。先に GeoTIFF にエクスポートしてください。</translation>
        </message>
        <message>
            <source>The layer {} is placed by ground control points: export it to a GeoTIFF first.</source>
            <translation>レイヤ {} は地上基準点で配置されています。先に GeoTIFF にエクスポートしてください。</translation>
        </message>
        <message>
            <source>The raster {} cannot be opened any more.</source>
            <translation>ラスタ {} はもう開けません。</translation>
        </message>
        <message>
            <source>False colour (NIR, red, green)</source>
            <translation>フォールスカラー（NIR、赤、緑）</translation>
        </message>
        <message>
            <source>Short wave infrared (SWIR, NIR, red)</source>
            <translation>短波長赤外（SWIR、NIR、赤）</translation>
        </message>
        <message>
            <source>True colour</source>
            <translation>トゥルーカラー</translation>
        </message>
        <message>
            <source>measured</source>
            <translation>測定</translation>
        </message>
        <message>
            <source>synthetic</source>
            <translation>合成</translation>
        </message>
        <message>
            <source>hole that no source shows</source>
            <translation>どのソースにも写っていない穴</translation>
        </message>
        <message>
            <source>Automatic</source>
            <translation>自動</translation>
        </message>
        <message>
            <source>Reflectance (0 to 1)</source>
            <translation>反射率（0～1）</translation>
        </message>
        <message>
            <source>Reflectance × 10000</source>
            <translation>反射率 × 10000</translation>
        </message>
        <message>
            <source>Reflectance × 10000 + 1000 (Sentinel-2 since 2022)</source>
            <translation>反射率 × 10000 + 1000（2022 年以降の Sentinel-2）</translation>
        </message>
        <message>
            <source>Landsat Collection 2 numbers</source>
            <translation>Landsat Collection 2 の値</translation>
        </message>
        <message>
            <source>Landsat Collection 2 level 1 numbers</source>
            <translation>Landsat Collection 2 レベル 1 の値</translation>
        </message>
        <message>
            <source>8-bit picture</source>
            <translation>8 ビット画像</translation>
        </message>
        <message>
            <source>Decibels</source>
            <translation>デシベル</translation>
        </message>
        <message>
            <source>Decibels × 10</source>
            <translation>デシベル × 10</translation>
        </message>
        <message>
            <source>Decibels × 100</source>
            <translation>デシベル × 100</translation>
        </message>
        <message>
            <source>Linear power</source>
            <translation>線形パワー</translation>
        </message>
        <message>
            <source>Amplitude</source>
            <translation>振幅</translation>
        </message>
        <message>
            <source>8-bit picture of amplitude</source>
            <translation>振幅の 8 ビット画像</translation>
        </message>
        <message>
            <source>8-bit picture of decibels</source>
            <translation>デシベルの 8 ビット画像</translation>
        </message>
        <message>
            <source>Kelvin</source>
            <translation>ケルビン</translation>
        </message>
        <message>
            <source>Degrees Celsius</source>
            <translation>摂氏</translation>
        </message>
        <message>
            <source>Landsat Collection 2 temperature</source>
            <translation>Landsat Collection 2 の温度</translation>
        </message>
        <message>
            <source>Scale and offset of the file</source>
            <translation>ファイルのスケールとオフセット</translation>
        </message>
        <message>
            <source>Fast (1 step, smooth)</source>
            <translation>高速（1 ステップ、滑らか）</translation>
        </message>
        <message>
            <source>Balanced (4 steps)</source>
            <translation>標準（4 ステップ）</translation>
        </message>
        <message>
            <source>Detailed (10 steps)</source>
            <translation>精細（10 ステップ）</translation>
        </message>
        <message>
            <source>As in the paper (250 steps)</source>
            <translation>論文どおり（250 ステップ）</translation>
        </message>
        <message>
            <source>fast</source>
            <translation>高速</translation>
        </message>
        <message>
            <source>balanced</source>
            <translation>標準</translation>
        </message>
        <message>
            <source>detailed</source>
            <translation>精細</translation>
        </message>
        <message>
            <source>as in the paper</source>
            <translation>論文どおり</translation>
        </message>
        <message>
            <source>Surface (level 2A)</source>
            <translation>地表（レベル 2A）</translation>
        </message>
        <message>
            <source>Top of the atmosphere (level 1C)</source>
            <translation>大気上端（レベル 1C）</translation>
        </message>
        <message>
            <source>32 bit</source>
            <translation>32 ビット</translation>
        </message>
        <message>
            <source>16 bit (bfloat16)</source>
            <translation>16 ビット (bfloat16)</translation>
        </message>
        <message>
            <source>Through {}</source>
            <translation>{} を経由</translation>
        </message>
        <message>
            <source>Direct</source>
            <translation>直接</translation>
        </message>
        <message>
            <source>Training</source>
            <translation>学習</translation>
        </message>
        <message>
            <source>Processor (smallest download)</source>
            <translation>プロセッサ（ダウンロード最小）</translation>
        </message>
        <message>
            <source>Graphics card</source>
            <translation>グラフィックカード</translation>
        </message>
        <message>
            <source>With training</source>
            <translation>学習を含む</translation>
        </message>
        <message>
            <source>Show the Any2Any panel</source>
            <translation>Any2Any パネルを表示</translation>
        </message>
        <message>
            <source>Any2Any is ready: open its panel.</source>
            <translation>Any2Any の準備ができました。パネルを開いてください。</translation>
        </message>
        <message>
            <source>Any2Any is installed: open its panel to set it up.</source>
            <translation>Any2Any が追加されました。パネルを開いてセットアップしてください。</translation>
        </message>
        <message>
            <source>Open the panel</source>
            <translation>パネルを開く</translation>
        </message>
        <message>
            <source>Parameters</source>
            <translation>パラメータ</translation>
        </message>
        <message>
            <source>Outputs</source>
            <translation>出力</translation>
        </message>
        <message>
            <source>optional</source>
            <translation>省略可</translation>
        </message>
        <message>
            <source>The bundled model is missing: {} Reinstall the plugin.</source>
            <translation>同梱のモデルがありません: {} プラグインを再インストールしてください。</translation>
        </message>
        <message>
            <source>Translation</source>
            <translation>変換</translation>
        </message>
        <message>
            <source>Compare with a real image</source>
            <translation>実画像と比較</translation>
        </message>
        <message>
            <source>Scores a translated image against a real one of the same place: error, bias and correlation of each band, a map of the errors and a page with pictures. The real image may have another CRS, extent and pixel size; it is resampled to the result's grid.</source>
            <translation>変換した画像を同じ場所の実画像と比べて評価します。バンドごとの誤差、偏り、相関、誤差の地図、画像付きのページを作ります。実画像の CRS、範囲、ピクセルサイズは異なっていてもかまいません。結果のグリッドに合わせます。</translation>
        </message>
        <message>
            <source>Page of the report</source>
            <translation>レポートのページ</translation>
        </message>
        <message>
            <source>Peak signal-to-noise ratio, dB</source>
            <translation>ピーク信号対雑音比（dB）</translation>
        </message>
        <message>
            <source>Figures as JSON</source>
            <translation>数値（JSON）</translation>
        </message>
        <message>
            <source>Translated image</source>
            <translation>変換した画像</translation>
        </message>
        <message>
            <source>Real image</source>
            <translation>実画像</translation>
        </message>
        <message>
            <source>Bands of the real image</source>
            <translation>実画像のバンド</translation>
        </message>
        <message>
            <source>A result of Any2Any, or another raster if the modality is chosen.</source>
            <translation>Any2Any の結果。モダリティを選べば他のラスタでもかまいません。</translation>
        </message>
        <message>
            <source>An image of the same modality that a sensor took of the same place.</source>
            <translation>同じ場所をセンサーが撮影した同じモダリティの画像。</translation>
        </message>
        <message>
            <source>Modality of both</source>
            <translation>両方のモダリティ</translation>
        </message>
        <message>
            <source>What both images show; auto reads it from the result's tags.</source>
            <translation>両方の画像が示すもの。auto は結果のタグに従います。</translation>
        </message>
        <message>
            <source>Radiometry of the real image</source>
            <translation>実画像の放射量</translation>
        </message>
        <message>
            <source>How the real image stores its values; auto looks at the file and says what it chose.</source>
            <translation>実画像の値の格納方法。auto はファイルを調べ、選んだものを表示します。</translation>
        </message>
        <message>
            <source>In the order of the modality. If empty, they are found by name, or the first are used.</source>
            <translation>モダリティの順に指定します。空の場合は名前で探すか、先頭から使います。</translation>
        </message>
        <message>
            <source>Map of errors</source>
            <translation>誤差の地図</translation>
        </message>
        <message>
            <source>Folder for the report</source>
            <translation>レポートのフォルダ</translation>
        </message>
        <message>
            <source>Result minus real image for each band, in reflectance or dB.</source>
            <translation>バンドごとの結果 − 実画像。単位は反射率または dB。</translation>
        </message>
        <message>
            <source>A page with figures and pictures, and the figures as JSON.</source>
            <translation>数値と画像のページ、および JSON の数値。</translation>
        </message>
        <message>
            <source>PSNR {:.2f} dB over {} pixels, {:.0f} % of the result</source>
            <translation>PSNR {:.2f} dB、{} ピクセル、結果の {:.0f} %</translation>
        </message>
        <message>
            <source>{}: error {:.4f}, bias {:+.4f}, correlation {:.3f} ({})</source>
            <translation>{}: 誤差 {:.4f}、偏り {:+.4f}、相関 {:.3f}（{}）</translation>
        </message>
        <message>
            <source>Export training tiles</source>
            <translation>学習用タイルのエクスポート</translation>
        </message>
        <message>
            <source>Makes training data from layers that show the same place in different modalities, for example radar and true colour.

The layers are checked against one another: they need one CRS and one pixel grid, with pixel sizes in whole ratios, and are cut to the ground that they share. Where they do not fit, the message says which one to warp, and to which grid.

The result is a GeoPackage of footprints that points to the rasters. Run the algorithm once for every scene with the same output, then run Fine-tune a model.</source>
            <translation>同じ場所を異なるモダリティ（レーダーとトゥルーカラーなど）で示すレイヤから学習データを作ります。

レイヤ同士を照合します。同じ CRS と同じピクセルグリッドが必要で、ピクセルサイズは整数比とし、共通の範囲に切り取ります。合わない場合は、どのレイヤをどのグリッドに幾何補正すべきかをメッセージで示します。

結果は、ラスタを指すフットプリントの GeoPackage です。シーンごとに同じ出力でこのアルゴリズムを実行し、その後「モデルの微調整」を実行してください。</translation>
        </message>
        <message>
            <source>Tiles of this scene</source>
            <translation>このシーンのタイル数</translation>
        </message>
        <message>
            <source>Tiles in the index</source>
            <translation>インデックス内のタイル数</translation>
        </message>
        <message>
            <source>Split</source>
            <translation>分割</translation>
        </message>
        <message>
            <source>Choose at least two layers of the same place.</source>
            <translation>同じ場所のレイヤを少なくとも 2 つ選んでください。</translation>
        </message>
        <message>
            <source>Further layers: {!r} is not a raster layer or file; choose another.</source>
            <translation>追加レイヤ: {!r} はラスタレイヤでもファイルでもありません。別のものを選んでください。</translation>
        </message>
        <message>
            <source>Further layers: bands {!r} are not numbers; write them like 1 2 3.</source>
            <translation>追加レイヤ: バンド {!r} は数値ではありません。1 2 3 のように書いてください。</translation>
        </message>
        <message>
            <source>Scene {scene} of place {place}: {tiles} tiles for {split}, {tiles_in_index} tiles in the index now</source>
            <translation>シーン {scene}（場所 {place}）: {tiles} タイルを {split} に使用、インデックスには現在 {tiles_in_index} タイル</translation>
        </message>
        <message>
            <source>{} layer</source>
            <translation>{} レイヤ</translation>
        </message>
        <message>
            <source>A raster of this kind ({}); the model knows it at {:g} m. Give at least two layers of the same place: one CRS, one pixel grid, pixel sizes in whole ratios.</source>
            <translation>この種類のラスタ（{}）。モデルが知るピクセルサイズは {:g} m です。同じ場所のレイヤを少なくとも 2 つ指定してください（同じ CRS、同じグリッド、整数比のピクセルサイズ）。</translation>
        </message>
        <message>
            <source>Scene name</source>
            <translation>シーン名</translation>
        </message>
        <message>
            <source>Name of this scene in the index. If empty, the name of the first layer is used.</source>
            <translation>インデックスでのシーンの名前。空の場合は最初のレイヤの名前。</translation>
        </message>
        <message>
            <source>Place</source>
            <translation>場所</translation>
        </message>
        <message>
            <source>Scenes of one place share a split. If empty, the place of an overlapping scene in the index is used; without one, the scene is a new place.</source>
            <translation>同じ場所のシーンは同じ分割に入ります。空の場合、このシーンに重なるインデックス内のシーンが場所を決め、なければ独立した場所になります。</translation>
        </message>
        <message>
            <source>Train: used to learn. Validation: used to watch the training. Test: kept for the final score. Auto: the split of the place; new places are shared out by about 80, 10 and 10 %, the first ones to train.</source>
            <translation>学習: 学ぶため。検証: 学習を監視するため。テスト: 最終判定用。自動: 場所の分割に従い、新しい場所は約 80、10、10 %、最初のものは学習用。</translation>
        </message>
        <message>
            <source>Licence of the images</source>
            <translation>画像のライセンス</translation>
        </message>
        <message>
            <source>For example CC-BY-4.0. Every model that is trained on these tiles records it.</source>
            <translation>例: CC-BY-4.0。これで学習したすべてのモデルの記録に入ります。</translation>
        </message>
        <message>
            <source>Extent</source>
            <translation>範囲</translation>
        </message>
        <message>
            <source>The area to use. If empty, the area that all layers share.</source>
            <translation>使う部分。空の場合はレイヤに共通する全範囲。</translation>
        </message>
        <message>
            <source>{} bands</source>
            <translation>{} のバンド</translation>
        </message>
        <message>
            <source>{} radiometry</source>
            <translation>{} の放射量</translation>
        </message>
        <message>
            <source>The layer's bands in the order {}. If empty, they are found by name.</source>
            <translation>レイヤのバンド。順序は {}。選ばない場合は名前で探します。</translation>
        </message>
        <message>
            <source>How the layer stores its values. Auto looks at the file and says what it chose; the names are those of the algorithm Translate image modality.</source>
            <translation>レイヤの値の格納方法。auto はファイルを調べ、選んだものを表示します。名前はアルゴリズム「画像モダリティの変換」と同じです。</translation>
        </message>
        <message>
            <source>Model folder</source>
            <translation>モデルのフォルダ</translation>
        </message>
        <message>
            <source>Modality</source>
            <translation>モダリティ</translation>
        </message>
        <message>
            <source>Raster</source>
            <translation>ラスタ</translation>
        </message>
        <message>
            <source>Radiometry</source>
            <translation>放射量</translation>
        </message>
        <message>
            <source>Further layers</source>
            <translation>追加レイヤ</translation>
        </message>
        <message>
            <source>The model to train; it defines the modalities. If empty, the bundled model.</source>
            <translation>同梱のモデルでない場合に、学習するモデル。どのモダリティがあるかを決めます。</translation>
        </message>
        <message>
            <source>Layers of modalities that the bundled model lacks: the modality's name in the model, a layer or a file, band numbers separated by spaces, and a radiometry; the last two may stay empty.</source>
            <translation>同梱のモデルにないモダリティのレイヤ: モデルでのモダリティ名、レイヤまたはファイル、空白区切りのバンド番号、放射量。後の 2 つは空でもかまいません。</translation>
        </message>
        <message>
            <source>Add to an existing index</source>
            <translation>既存のインデックスに追加</translation>
        </message>
        <message>
            <source>Keeps the scenes that are already in the file, so that you can export one scene after another. A scene with the same name and files is replaced. If off, the file is overwritten.</source>
            <translation>ファイルに既にあるシーンを残し、シーンを順にエクスポートできるようにします。同じ名前とファイルのシーンは置き換えられます。オフの場合、ファイルは新しく書かれます。</translation>
        </message>
        <message>
            <source>Index of training tiles</source>
            <translation>学習用タイルのインデックス</translation>
        </message>
        <message>
            <source>A GeoPackage with the footprints of the tiles. It refers to the rasters and does not copy their pixels: do not move them.</source>
            <translation>タイルのフットプリントの GeoPackage。ラスタを指すだけでピクセルは複製しません。ラスタの場所を変えないでください。</translation>
        </message>
        <message>
            <source>Checking the input</source>
            <translation>入力を確認しています</translation>
        </message>
        <message>
            <source>Loading the model</source>
            <translation>モデルを読み込んでいます</translation>
        </message>
        <message>
            <source>Encoding</source>
            <translation>エンコードしています</translation>
        </message>
        <message>
            <source>Translating</source>
            <translation>変換しています</translation>
        </message>
        <message>
            <source>Decoding</source>
            <translation>デコードしています</translation>
        </message>
        <message>
            <source>Writing the file</source>
            <translation>ファイルを書き込んでいます</translation>
        </message>
        <message>
            <source>Finished</source>
            <translation>完了</translation>
        </message>
        <message>
            <source>Comparing</source>
            <translation>比較しています</translation>
        </message>
        <message>
            <source>Exporting the layer</source>
            <translation>レイヤをエクスポートしています</translation>
        </message>
        <message>
            <source>Fill cloud gaps</source>
            <translation>雲の欠損を埋める</translation>
        </message>
        <message>
            <source>Fills the holes of an image from radar or another source, and from an older image where there is one. The fill is calibrated on the clear part of the image. Measured pixels are copied bit for bit, and a second raster says which pixels are synthetic.</source>
            <translation>画像の穴を、レーダーなどのソースと、あれば古い画像から埋めます。埋める値は画像の晴れた部分で校正されます。測定されたピクセルはビット単位でそのままコピーされ、2つ目のラスタが合成ピクセルを示します。</translation>
        </message>
        <message>
            <source>Synthetic pixels</source>
            <translation>合成ピクセル</translation>
        </message>
        <message>
            <source>Pixels of holes that no source shows</source>
            <translation>どのソースにも写っていない穴のピクセル</translation>
        </message>
        <message>
            <source>Source</source>
            <translation>ソース</translation>
        </message>
        <message>
            <source>Second source</source>
            <translation>2 つ目のソース</translation>
        </message>
        <message>
            <source>All its bands are filled; type and units stay the same.</source>
            <translation>すべてのバンドを埋めます。データ型と単位は変わりません。</translation>
        </message>
        <message>
            <source>What shows the ground under the holes, such as radar of the same week.</source>
            <translation>穴の下の地表を写すもの。例えば同じ週のレーダー。</translation>
        </message>
        <message>
            <source>What the source shows.</source>
            <translation>ソースが写すもの。</translation>
        </message>
        <message>
            <source>Another source, such as radar of the older image's date.</source>
            <translation>別のソース。例えば古い画像の日付のレーダー。</translation>
        </message>
        <message>
            <source>Modality of the second source</source>
            <translation>2 つ目のソースのモダリティ</translation>
        </message>
        <message>
            <source>What the second source shows.</source>
            <translation>2 つ目のソースが示すもの。</translation>
        </message>
        <message>
            <source>An image of the same kind from another date, without clouds. Its levels are adapted.</source>
            <translation>雲のない別の日付の同種の画像。レベルは調整されます。</translation>
        </message>
        <message>
            <source>Modality of the image</source>
            <translation>画像のモダリティ</translation>
        </message>
        <message>
            <source>What the image shows; auto decides by the names and the number of its bands.</source>
            <translation>画像が写すもの。autoはバンドの名前と数から判断します。</translation>
        </message>
        <message>
            <source>Radiometry of the image</source>
            <translation>画像の放射量の形式</translation>
        </message>
        <message>
            <source>How the image stores its values; auto looks at the file and says what it chose.</source>
            <translation>画像の値の保存形式。autoはファイルを調べ、選んだものを知らせます。</translation>
        </message>
        <message>
            <source>Band of the holes</source>
            <translation>穴のバンド</translation>
        </message>
        <message>
            <source>Classes that are holes</source>
            <translation>穴とみなすクラス</translation>
        </message>
        <message>
            <source>A raster that is not 0 in holes, a raster of classes, or polygons. If empty, the image's nodata.</source>
            <translation>穴で0以外になるラスタ、クラスのラスタ、またはポリゴン。空の場合は画像のnodata。</translation>
        </message>
        <message>
            <source>Band of the raster of holes or classes.</source>
            <translation>穴またはクラスのラスタのバンド。</translation>
        </message>
        <message>
            <source>Such as 3,8,9,10 for Sentinel-2's scene classification. If empty, all values but 0.</source>
            <translation>例えばSentinel-2のシーン分類では3,8,9,10。空の場合は0以外のすべての値。</translation>
        </message>
        <message>
            <source>Filled image</source>
            <translation>埋めた画像</translation>
        </message>
        <message>
            <source>Map of synthetic pixels</source>
            <translation>合成ピクセルの地図</translation>
        </message>
        <message>
            <source>Outline of the filled parts</source>
            <translation>補完した部分の輪郭</translation>
        </message>
        <message>
            <source>The image without its holes.</source>
            <translation>穴のない画像。</translation>
        </message>
        <message>
            <source>0 is measured, 1 is synthetic, 2 is a hole that no source shows.</source>
            <translation>0は測定、1は合成、2はどのソースにも写っていない穴。</translation>
        </message>
        <message>
            <source>Polygons around the synthetic pixels and around holes that no source shows.</source>
            <translation>合成画素と、どのソースにも写っていない穴を囲むポリゴン。</translation>
        </message>
        <message>
            <source>The classes {!r} are not whole numbers: write them like 3,8,9,10.</source>
            <translation>クラス{!r}は整数ではありません。3,8,9,10のように書いてください。</translation>
        </message>
        <message>
            <source>{} pixels are synthetic, calibrated on {} clear pixels</source>
            <translation>{}ピクセルが合成で、{}個の晴れたピクセルで校正されました</translation>
        </message>
        <message>
            <source>The polygons of {} cannot be written: {}</source>
            <translation>{}のポリゴンを書き込めません:{}</translation>
        </message>
        <message>
            <source>Fine-tune a model</source>
            <translation>モデルの微調整</translation>
        </message>
        <message>
            <source>Trains a copy of a model further on tiles that Export training tiles collected, so that it suits a region, a season or a sensor better.

It runs in the worker's Python, which needs accelerate and pyyaml for this, on its graphics card if there is one; on a processor, count on seconds a step. Cancel keeps what was trained: run it again with the same parameters to go on.

The result is a model folder for the parameter Model folder of Translate image modality. The log says how far off its translations of held-out tiles were before and after.</source>
            <translation>「学習用タイルのエクスポート」で集めたタイルでモデルのコピーをさらに学習し、地域、季節、センサーに合わせます。

ワーカーの Python で動き、accelerate と pyyaml が必要です。グラフィックカードがあれば使います。プロセッサでは 1 ステップに数秒かかります。「キャンセル」は学習した内容を残します。同じパラメータで再実行すると続きます。

結果は、「画像モダリティの変換」のパラメータ「モデルのフォルダ」に使うモデルフォルダです。取り置いたタイルの誤差が前後でどうなったかをログに示します。</translation>
        </message>
        <message>
            <source>Loss before</source>
            <translation>学習前の損失</translation>
        </message>
        <message>
            <source>Loss after</source>
            <translation>学習後の損失</translation>
        </message>
        <message>
            <source>{!r} is not a direction: write two modalities like sar-&gt;rgb.</source>
            <translation>{!r} は方向ではありません。sar-&gt;rgb のように 2 つのモダリティを書いてください。</translation>
        </message>
        <message>
            <source>The footprints that Export training tiles wrote, as a layer or as a file.</source>
            <translation>「学習用タイルのエクスポート」が作成したフットプリント（レイヤまたはファイル）。</translation>
        </message>
        <message>
            <source>Base model</source>
            <translation>元になるモデル</translation>
        </message>
        <message>
            <source>Folder of the model to start from. If empty, the bundled model. The folder is not changed.</source>
            <translation>出発点とするモデルのフォルダ。空の場合は同梱のモデル。変更はされません。</translation>
        </message>
        <message>
            <source>Directions</source>
            <translation>方向</translation>
        </message>
        <message>
            <source>Directions to train, such as sar-&gt;rgb, rgb-&gt;sar. If empty, all directions of the training tiles. Other directions may get worse, so name all that you need.</source>
            <translation>学習する方向。例: sar-&gt;rgb, rgb-&gt;sar。空の場合は学習用タイルにあるすべての方向。他の方向は悪くなることがあるので、必要なものを書いてください。</translation>
        </message>
        <message>
            <source>Learning rate</source>
            <translation>学習率</translation>
        </message>
        <message>
            <source>Seed</source>
            <translation>シード</translation>
        </message>
        <message>
            <source>Number of weight updates. A few hundred adapt a model to a few scenes.</source>
            <translation>重みを変える回数。数百回でモデルは少数のシーンに適応します。</translation>
        </message>
        <message>
            <source>Size of each weight update: halve it if the loss rises.</source>
            <translation>1 回に変える量。損失が増える場合は半分にしてください。</translation>
        </message>
        <message>
            <source>Windows per step</source>
            <translation>1 ステップのウィンドウ数</translation>
        </message>
        <message>
            <source>Larger batches make the training steadier, and need more memory and time in proportion.</source>
            <translation>多いほど学習が安定しますが、その分メモリと時間が必要です。</translation>
        </message>
        <message>
            <source>The same seed gives the same training.</source>
            <translation>同じシードは同じ学習になります。</translation>
        </message>
        <message>
            <source>New model</source>
            <translation>新しいモデル</translation>
        </message>
        <message>
            <source>An empty or new folder for the model. A temporary folder is deleted when QGIS is closed.</source>
            <translation>モデル用の空または新しいフォルダ。一時フォルダは QGIS の終了時に消えます。</translation>
        </message>
        <message>
            <source>{name}: loss on {loss_split} tiles {loss_before:.4f} before, {loss_after:.4f} after {steps} steps</source>
            <translation>{name}: {loss_split} タイルでの損失、前 {loss_before:.4f}、後 {loss_after:.4f}（{steps} ステップ）</translation>
        </message>
        <message>
            <source>{path} holds metadata that cannot be read ({reason}): copy or download the file again.</source>
            <translation>{path} のメタデータを読めません ({reason})。ファイルをもう一度コピーまたはダウンロードしてください。</translation>
        </message>
        <message>
            <source>{path} takes pixels from the address {address}, which is not fetched: download that file and name the copy in its place.</source>
            <translation>{path} はアドレス {address} のピクセルを参照していますが、取得されません。そのファイルをダウンロードし、代わりに指定してください。</translation>
        </message>
        <message>
            <source>{path} has a name that is not UTF-8: rename the file or its folder.</source>
            <translation>{path} の名前は UTF-8 ではありません。ファイルまたはフォルダの名前を変えてください。</translation>
        </message>
        <message>
            <source>{path} holds several images: choose one of them ({parts}).</source>
            <translation>{path} には複数の画像があります。いずれかを選んでください ({parts})。</translation>
        </message>
        <message>
            <source>{path} has no single variable {variable}: it has {known}.</source>
            <translation>{path} に変数 {variable} は一意に見つかりません。あるのは {known} です。</translation>
        </message>
        <message>
            <source>{count} bands were chosen, {title} needs {need}: choose {names}, in this order.</source>
            <translation>{count} バンドが選ばれましたが、{title} には {need} 必要です。{names} をこの順に選んでください。</translation>
        </message>
        <message>
            <source>Band {band} does not exist: {path} has bands 1 to {count}.</source>
            <translation>バンド {band} はありません。{path} にはバンド 1 から {count} まであります。</translation>
        </message>
        <message>
            <source>{path} cannot be read ({reason}): copy or download the file again.</source>
            <translation>{path} を読めません ({reason})。ファイルをもう一度コピーまたはダウンロードしてください。</translation>
        </message>
        <message>
            <source>The geotransform of {path} places its pixels nowhere on a map: georeference it again.</source>
            <translation>{path} の地理変換ではピクセルを地図上に置けません。ジオリファレンスをやり直してください。</translation>
        </message>
        <message>
            <source>The raster joins Sentinel-2 products of the baselines {first} and {last}, whose numbers differ by 1,000: translate them one by one.</source>
            <translation>このラスタはベースライン {first} と {last} の Sentinel-2 プロダクトをつないだもので、値が 1,000 異なります。一つずつ変換してください。</translation>
        </message>
        <message>
            <source>The raster seems to hold elevation, phase or another measure, not an image: choose another file, or choose the units if it is an image.</source>
            <translation>このラスタは画像ではなく、標高や位相などの値のようです。別のファイルを選ぶか、画像であれば単位を選んでください。</translation>
        </message>
        <message>
            <source>Values near {value} do not fit {title} in any usual units: choose the units, or convert the file.</source>
            <translation>{value} 付近の値は、通常のどの単位でも {title} に合いません。単位を選ぶか、ファイルを変換してください。</translation>
        </message>
        <message>
            <source>The units “{units}” do not fit {title}: choose others.</source>
            <translation>単位「{units}」は {title} に合いません。ほかの単位を選んでください。</translation>
        </message>
        <message>
            <source>The file has no scale and offset: choose other units.</source>
            <translation>ファイルにスケールとオフセットがありません。ほかの単位を選んでください。</translation>
        </message>
        <message>
            <source>The file's scale {scale} and offset {offset} make all values the same: choose the units.</source>
            <translation>ファイルのスケール {scale} とオフセット {offset} ではすべての値が同じになります。単位を選んでください。</translation>
        </message>
        <message>
            <source>With the file's scale and offset the values are not dB: convert the file to dB.</source>
            <translation>ファイルのスケールとオフセットでは値が dB になりません。ファイルを dB に変換してください。</translation>
        </message>
        <message>
            <source>{sensor} products hold uncalibrated numbers: convert the file to reflectance, or choose the units.</source>
            <translation>{sensor} の製品は未校正の値です。反射率に変換するか、単位を選んでください。</translation>
        </message>
        <message>
            <source>No haze is known for the bands {bands}: use surface reflectance.</source>
            <translation>バンド {bands} の大気の影響は不明です。地表反射率を使ってください。</translation>
        </message>
        <message>
            <source>The model {model} does not say that its {title} is surface reflectance: leave the option out.</source>
            <translation>モデル {model} の {title} が地表反射率かどうかは示されていません。このオプションを外してください。</translation>
        </message>
        <message>
            <source>The area has no pixel of the raster: choose another area.</source>
            <translation>この範囲にはラスタのピクセルがありません。別の範囲を選んでください。</translation>
        </message>
        <message>
            <source>{via} is the source or the target: choose another modality in between.</source>
            <translation>{via} は入力または出力です。別の中間モダリティを選んでください。</translation>
        </message>
        <message>
            <source>The model {model} does not know {name}: choose one of {known}.</source>
            <translation>モデル {model} は {name} を知りません。{known} から選んでください。</translation>
        </message>
        <message>
            <source>Source and target are both {source}: choose two different modalities.</source>
            <translation>変換元と変換先がどちらも {source} です。異なる二つのモダリティを選んでください。</translation>
        </message>
        <message>
            <source>{path} exists already: choose another name, or allow it to be overwritten.</source>
            <translation>{path} はすでにあります。別の名前を選ぶか、上書きを許可してください。</translation>
        </message>
        <message>
            <source>{path} was not made by Any2Any and is in the way: move it or choose another name.</source>
            <translation>{path} は Any2Any が作ったものではなく、妨げになっています。移動するか、別の名前を選んでください。</translation>
        </message>
        <message>
            <source>{path} holds an unfinished job with other settings: finish that job, delete the folder, or overwrite it.</source>
            <translation>{path} には設定の異なる未完了のジョブがあります。それを完了するか、フォルダを削除するか、上書きしてください。</translation>
        </message>
        <message>
            <source>{path} is damaged ({reason}): delete its folder and start again.</source>
            <translation>{path} は壊れています ({reason})。フォルダを削除して、やり直してください。</translation>
        </message>
        <message>
            <source>Both outputs are {path}: choose two names.</source>
            <translation>二つの出力がどちらも {path} です。別々の名前を選んでください。</translation>
        </message>
        <message>
            <source>{path} is not a local file: choose one, and copy it afterwards.</source>
            <translation>{path} はローカルファイルではありません。ローカルファイルを選び、あとでコピーしてください。</translation>
        </message>
        <message>
            <source>{path} is a folder: choose the name of a file in it.</source>
            <translation>{path} はフォルダです。その中のファイル名を選んでください。</translation>
        </message>
        <message>
            <source>The output's name has {size} bytes: choose one of at most {most}.</source>
            <translation>出力の名前は {size} バイトです。{most} バイト以下の名前にしてください。</translation>
        </message>
        <message>
            <source>{path} cannot be written ({reason}): choose another folder.</source>
            <translation>{path} に書き込めません ({reason})。別のフォルダを選んでください。</translation>
        </message>
        <message>
            <source>{count} finished parts in {path} were damaged and removed: run the job again, and check the disk.</source>
            <translation>完了した {count} 個の部分 ({path}) が壊れていたため削除しました。ジョブをもう一度実行し、ディスクを確認してください。</translation>
        </message>
        <message>
            <source>Another job took {path} over: run the job again, all work is kept.</source>
            <translation>別のジョブが {path} を引き継ぎました。ジョブをもう一度実行してください。作業はすべて残っています。</translation>
        </message>
        <message>
            <source>{path} is being worked on by {holder}: wait for that job or stop it.</source>
            <translation>{path} は {holder} が処理中です。そのジョブを待つか、停止してください。</translation>
        </message>
        <message>
            <source>{path} and {beside} differ in shape and are not both georeferenced: give both a coordinate system.</source>
            <translation>{path} と {beside} は大きさが異なり、両方がジオリファレンスされてはいません。両方に座標系を与えてください。</translation>
        </message>
        <message>
            <source>{path} lies elsewhere: it does not overlap {beside}.</source>
            <translation>{path} は別の場所にあり、{beside} と重なりません。</translation>
        </message>
        <message>
            <source>{path} cannot be converted to the raster's coordinate system ({reason}).</source>
            <translation>{path} をラスタの座標系に変換できません ({reason})。</translation>
        </message>
        <message>
            <source>No pixel near the holes is clear, so some bands cannot be filled ({bands}): choose a mask that leaves clear pixels.</source>
            <translation>穴の近くに晴れたピクセルがないため、一部のバンドを埋められません ({bands})。晴れたピクセルを残すマスクを選んでください。</translation>
        </message>
        <message>
            <source>{path} is not an image of {title}: {reason}</source>
            <translation>{path} は {title} の画像ではありません: {reason}</translation>
        </message>
        <message>
            <source>The modality of {path} is unknown: choose it.</source>
            <translation>{path} のモダリティが分かりません。選んでください。</translation>
        </message>
        <message>
            <source>No image shows the ground under the holes: add a source or a reference.</source>
            <translation>穴の下の地表を示す画像がありません。変換元または参照画像を追加してください。</translation>
        </message>
        <message>
            <source>Cancelled: run the same fill again to continue it.</source>
            <translation>キャンセルしました。同じ補完をもう一度実行すると、続きから再開します。</translation>
        </message>
        <message>
            <source>No source has data for {count} pixels of the holes: they stay unchanged.</source>
            <translation>穴のうち {count} ピクセルはどの入力元にもデータがないため、そのまま残ります。</translation>
        </message>
        <message>
            <source>The mask has no hole within the raster: the result is a copy.</source>
            <translation>マスクにはラスタ内の穴がありません。結果はコピーになります。</translation>
        </message>
        <message>
            <source>The mask covers every pixel: nothing is left to calibrate on, so the result is a translation.</source>
            <translation>マスクがすべてのピクセルを覆っています。校正に使えるものがないため、結果は変換そのものになります。</translation>
        </message>
        <message>
            <source>{name} is shifted by {distance} pixels against {beside} ({rows} rows, {columns} columns): details will be blurred. Coregister it first.</source>
            <translation>{name} は {distance} ピクセルずれています ({beside} に対して {rows} 行、{columns} 列)。細部がぼやけます。先に位置合わせをしてください。</translation>
        </message>
        <message>
            <source>{path} has bands of several data types ({kinds}): convert it to one first.</source>
            <translation>{path} のバンドには複数のデータ型（{kinds}）があります。先に 1 つに変換してください。</translation>
        </message>
        <message>
            <source>{path} contains complex values: convert it to power first.</source>
            <translation>{path} の値は複素数です。先に電力に変換してください。</translation>
        </message>
        <message>
            <source>The reference {path} has {count} bands, but {title} needs {need}: choose an image of the same kind.</source>
            <translation>参照 {path} のバンドは {count} 個、{title} には {need} 個必要です。同じ種類の画像を選んでください。</translation>
        </message>
        <message>
            <source>The mask {path} contains no polygons: choose a polygon layer or a raster.</source>
            <translation>マスク {path} にポリゴンがありません。ポリゴンレイヤまたはラスタを選んでください。</translation>
        </message>
        <message>
            <source>The mask {path} cannot be read ({reason}): check the file.</source>
            <translation>マスク {path} を読めません ({reason})。ファイルを確認してください。</translation>
        </message>
        <message>
            <source>Mask values are only for rasters of classes: omit them.</source>
            <translation>マスクの値はクラスのラスタ専用です。外してください。</translation>
        </message>
        <message>
            <source>The raster is not georeferenced, so the polygons of {path} cannot be placed on it: choose a raster as the mask.</source>
            <translation>ラスタがジオリファレンスされていないため、{path} のポリゴンを置けません。マスクにはラスタを選んでください。</translation>
        </message>
        <message>
            <source>{path} was not made by Any2Any: choose the modality of both images.</source>
            <translation>{path} は Any2Any が作ったものではありません。両方の画像のモダリティを選んでください。</translation>
        </message>
        <message>
            <source>{result} and {truth} have no valid pixel in common: choose one place.</source>
            <translation>{result} と {truth} に共通の有効なピクセルがありません。同じ場所を選んでください。</translation>
        </message>
        <message>
            <source>The folder {path} cannot be read ({reason}): choose another one.</source>
            <translation>フォルダ {path} を読み取れません ({reason})。別のフォルダを選んでください。</translation>
        </message>
        <message>
            <source>{path} is not an earlier report: choose a new or an empty folder.</source>
            <translation>{path} は以前のレポートではありません。新しいフォルダか空のフォルダを選んでください。</translation>
        </message>
        <message>
            <source>{path} is a file: choose a folder for the report.</source>
            <translation>{path} はファイルです。レポート用のフォルダを選んでください。</translation>
        </message>
        <message>
            <source>{path} cannot be made in {parent}: choose another folder or change its permissions.</source>
            <translation>{path} を {parent} の中に作成できません。別のフォルダを選ぶか、権限を変更してください。</translation>
        </message>
        <message>
            <source>{path} and {other} differ in shape and one has no CRS: give both one, or cut them to the same pixels.</source>
            <translation>{path} と {other} は大きさが異なり、一方に CRS がありません。両方に与えるか、同じピクセルに切り出してください。</translation>
        </message>
        <message>
            <source>{first} ({extent}) and {other} ({other_extent}) lie apart: choose layers of the same place.</source>
            <translation>{first} ({extent}) と {other} ({other_extent}) は離れています。同じ場所のレイヤを選んでください。</translation>
        </message>
        <message>
            <source>{name} does not fit the grid of the others: warp it first, to square pixels.</source>
            <translation>{name} はほかのレイヤの格子に合いません。先に正方形のピクセルに再投影してください。</translation>
        </message>
        <message>
            <source>{name} has the CRS {other_crs}, {reference} has {crs}: warp {name} to {crs} first.</source>
            <translation>{name} の CRS は {other_crs}、{reference} は {crs} です。先に {name} を {crs} に変換してください。</translation>
        </message>
        <message>
            <source>{name} has pixels of {pixel} and {reference} of {other_pixel}: warp {name} to pixels of {wanted} first.</source>
            <translation>{name} のピクセルは {pixel}、{reference} は {other_pixel} です。先に {name} を {wanted} のピクセルに変換してください。</translation>
        </message>
        <message>
            <source>{name} lies {off_px} pixels beside the grid of {reference}: warp {name} onto that grid first.</source>
            <translation>{name} は {off_px} ピクセルずれて {reference} のグリッドに合いません。先に {name} をそのグリッドに合わせてください。</translation>
        </message>
        <message>
            <source>{path} is not calibrated ({reason}): calibrate it to dB first.</source>
            <translation>{path} は校正されていません ({reason})。先に dB に校正してください。</translation>
        </message>
        <message>
            <source>Choose at least two layers, each of another modality.</source>
            <translation>モダリティの異なるレイヤを二つ以上選んでください。</translation>
        </message>
        <message>
            <source>{path} has no CRS: leave the extent empty.</source>
            <translation>{path} には CRS がありません。範囲を空にしてください。</translation>
        </message>
        <message>
            <source>The layers or the extent are too small for training: choose at least {size} CRS units each way.</source>
            <translation>レイヤまたは範囲が学習には小さすぎます。縦横とも CRS の単位で {size} 以上を選んでください。</translation>
        </message>
        <message>
            <source>{path} is being edited: save the edits and close the layer first.</source>
            <translation>{path} は編集中です。先に編集を保存してレイヤを閉じてください。</translation>
        </message>
        <message>
            <source>{path} was made for another model: choose that model, or export tiles to another file.</source>
            <translation>{path} は別のモデル用に作られました。そのモデルを選ぶか、タイルを別のファイルに書き出してください。</translation>
        </message>
        <message>
            <source>The index holds another scene {scene}: choose another scene name.</source>
            <translation>索引には別のシーン {scene} がすでにあります。別のシーン名を選んでください。</translation>
        </message>
        <message>
            <source>No tile of the scene {scene} is valid in all layers: choose layers that overlap where they have data.</source>
            <translation>シーン {scene} には、すべてのレイヤで有効なタイルがありません。データが重なるレイヤを選んでください。</translation>
        </message>
        <message>
            <source>{path} is not a plain raster file: export it to a GeoTIFF first.</source>
            <translation>{path} は通常のラスタファイルではありません。先に GeoTIFF に書き出してください。</translation>
        </message>
        <message>
            <source>The scene has no name: give it one that people will recognise.</source>
            <translation>シーンに名前がありません。見分けられる名前を付けてください。</translation>
        </message>
        <message>
            <source>The licence has no name: give it one that people will recognise.</source>
            <translation>ライセンスに名前がありません。見分けられる名前を付けてください。</translation>
        </message>
        <message>
            <source>{title} pixels of {size} m are far from the {known} m that the model knows: fine-tuning has to bridge that too.</source>
            <translation>{title} のピクセル {size} m は、モデルが知る {known} m から大きく離れています。ファインチューニングはその差も埋めることになります。</translation>
        </message>
        <message>
            <source>{count} of {total} tiles are mostly nodata and are left out.</source>
            <translation>{count} 枚 (全 {total} 枚) のタイルは大部分が nodata なので除外します。</translation>
        </message>
        <message>
            <source>The scene {scene} was in the index: its tiles are replaced.</source>
            <translation>シーン {scene} は索引にありました。そのタイルを置き換えます。</translation>
        </message>
        <message>
            <source>The scene {scene} is in the split {split} already: choose that or auto.</source>
            <translation>シーン {scene} はすでに分割 {split} にあります。それか auto を選んでください。</translation>
        </message>
        <message>
            <source>{path} holds other files or another training: choose another folder.</source>
            <translation>{path} にはほかのファイルか別の学習があります。別のフォルダを選んでください。</translation>
        </message>
        <message>
            <source>{path} has no tile to train on: export tiles into its train split.</source>
            <translation>{path} には学習用のタイルがありません。分割 train にタイルを書き出してください。</translation>
        </message>
        <message>
            <source>No training tile of {path} holds {missing}: choose among {listed}, or export more tiles.</source>
            <translation>{path} の学習タイルには {missing} がありません。{listed} から選ぶか、タイルを追加で書き出してください。</translation>
        </message>
        <message>
            <source>No tile of {path} has a window of valid pixels to train on: export larger tiles, or an area with data.</source>
            <translation>{path} のどのタイルにも学習に使える有効なピクセルの窓がありません。より大きなタイルか、データのある範囲を書き出してください。</translation>
        </message>
        <message>
            <source>More than {most} of the tiles cannot be read ({reason}): repair the files and export the tiles again.</source>
            <translation>{most} を超えるタイルを読み取れません ({reason})。ファイルを修復し、タイルをもう一度書き出してください。</translation>
        </message>
        <message>
            <source>Tile {number} is skipped: {reason}</source>
            <translation>タイル {number} を飛ばします: {reason}</translation>
        </message>
        <message>
            <source>Directions: {directions}</source>
            <translation>方向: {directions}</translation>
        </message>
        <message>
            <source>{directions}: no tile has a window of valid pixels, so it is left out.</source>
            <translation>{directions}: 有効なピクセルの窓を持つタイルがないため、除外します。</translation>
        </message>
        <message>
            <source>The index has no validation tiles for this: the loss is measured on training tiles.</source>
            <translation>これに使える検証用タイルが索引にないため、損失は学習用タイルで測ります。</translation>
        </message>
        <message>
            <source>Step {step} of {steps}, loss {loss}, {left} left</source>
            <translation>ステップ {step} / {steps}、損失 {loss}、残り {left}</translation>
        </message>
        <message>
            <source>The training failed at step {step}, because its values grew beyond all limits: choose a lower learning rate and another folder.</source>
            <translation>値が際限なく大きくなったため、学習はステップ {step} で失敗しました。より小さい学習率と別のフォルダを選んでください。</translation>
        </message>
        <message>
            <source>{path} cannot be written ({reason}): make room and run the same training again. It continues from its last checkpoint.</source>
            <translation>{path} に書き込めません ({reason})。空き容量を確保し、同じ学習をもう一度実行してください。最後のチェックポイントから再開します。</translation>
        </message>
        <message>
            <source>Stopped at step {step} of {steps}: run the same training again to continue there.</source>
            <translation>ステップ {step} (全 {steps}) で停止しました。同じ学習をもう一度実行すると、そこから再開します。</translation>
        </message>
        <message>
            <source>Cancelled: run the same training again to continue it.</source>
            <translation>キャンセルしました。同じ学習をもう一度実行すると、続きから再開します。</translation>
        </message>
        <message>
            <source>The checkpoint {path} is damaged ({reason}): delete it to start over.</source>
            <translation>チェックポイント {path} は壊れています ({reason})。最初からやり直すには削除してください。</translation>
        </message>
        <message>
            <source>The checkpoint {path} is of another model or version: choose another folder, or delete it to start over.</source>
            <translation>チェックポイント {path} は別のモデルまたは別のバージョンのものです。別のフォルダを選ぶか、削除して最初からやり直してください。</translation>
        </message>
        <message>
            <source>{path} is not an index of tiles ({reason}): choose one of Export training tiles.</source>
            <translation>{path} はタイルの索引ではありません ({reason})。「学習用タイルのエクスポート」で作ったものを選んでください。</translation>
        </message>
        <message>
            <source>The index {path} is of another version: export the tiles again.</source>
            <translation>索引 {path} は別のバージョンのものです。タイルをもう一度書き出してください。</translation>
        </message>
        <message>
            <source>The index {path} is damaged or gone ({reason}): restore it, or export the tiles again.</source>
            <translation>索引 {path} は壊れているか、なくなっています ({reason})。復元するか、タイルをもう一度書き出してください。</translation>
        </message>
        <message>
            <source>The index {path} cannot be opened ({reason}): check its permissions.</source>
            <translation>索引 {path} を開けません ({reason})。権限を確認してください。</translation>
        </message>
        <message>
            <source>The index {path} does not exist: choose another one, or export the tiles again.</source>
            <translation>索引 {path} は存在しません。別のものを選ぶか、タイルをもう一度書き出してください。</translation>
        </message>
        <message>
            <source>A part of the plugin is missing at {path}: install the plugin again.</source>
            <translation>{path} にあるはずのプラグインの一部がありません。プラグインを入れ直してください。</translation>
        </message>
        <message>
            <source>{path} is not a model folder: choose the folder that holds {config}.</source>
            <translation>{path} はモデルのフォルダではありません。{config} を含むフォルダを選んでください。</translation>
        </message>
        <message>
            <source>The model cannot be used: {path} is damaged or of another version ({reason}).</source>
            <translation>モデルを使えません。{path} が壊れているか、別の版です（{reason}）。</translation>
        </message>
        <message>
            <source>The model {model} is incomplete or changed ({path}): copy or download it again.</source>
            <translation>モデル {model} は不完全か、変更されています ({path})。もう一度コピーまたはダウンロードしてください。</translation>
        </message>
        <message>
            <source>The model cannot be run by ONNX Runtime: set up the profile train, or choose another model.</source>
            <translation>ONNX Runtime ではこのモデルを実行できません。プロファイル train をセットアップするか、別のモデルを選んでください。</translation>
        </message>
        <message>
            <source>The model {model} gave values that are not numbers: choose the device cpu or another model.</source>
            <translation>モデル {model} が数でない値を返しました。デバイス cpu または別のモデルを選んでください。</translation>
        </message>
        <message>
            <source>{runtime} is missing or too old in the worker's Python: press Repair on the set-up page, or choose another Python.</source>
            <translation>ワーカーの Python に {runtime} がないか、古すぎます。設定ページで修復を押すか、別の Python を選んでください。</translation>
        </message>
        <message>
            <source>ONNX Runtime has no {option}: leave it out, or set up the profile train.</source>
            <translation>ONNX Runtime に {option} はありません。外すか、プロファイル train をセットアップしてください。</translation>
        </message>
        <message>
            <source>“{devices}” are not devices: write auto, cpu, or names such as cuda:0,cuda:1.</source>
            <translation>「{devices}」はデバイスではありません。auto、cpu、または cuda:0,cuda:1 のような名前を書いてください。</translation>
        </message>
        <message>
            <source>The graphics card {device} has no bfloat16: leave out the precision.</source>
            <translation>グラフィックカード {device} は bfloat16 に対応していません。精度の指定を外してください。</translation>
        </message>
        <message>
            <source>The worker's GDAL reads formats that were never checked ({names}): set up Any2Any again, or choose another Python.</source>
            <translation>ワーカーの GDAL は未検査の形式（{names}）を読みます。Any2Any をセットアップし直すか、別の Python を選んでください。</translation>
        </message>
        <message>
            <source>Set up Any2Any</source>
            <translation>Any2Any のセットアップ</translation>
        </message>
        <message>
            <source>Downloads the Python packages of Any2Any into a folder of their own and tests them on the bundled sample. QGIS and other plugins stay as they are.</source>
            <translation>Any2Any の Python パッケージを専用のフォルダにダウンロードし、同梱のサンプルで試験します。QGIS や他のプラグインは変わりません。</translation>
        </message>
        <message>
            <source>Profile</source>
            <translation>プロファイル</translation>
        </message>
        <message>
            <source>The set of packages to install.</source>
            <translation>インストールするパッケージの組。</translation>
        </message>
        <message>
            <source>A zip of all packages, for machines without network.</source>
            <translation>ネットワークのないコンピュータ用の、全パッケージの zip。</translation>
        </message>
        <message>
            <source>Builds the environment again even if one exists.</source>
            <translation>環境が既にあっても作り直します。</translation>
        </message>
        <message>
            <source>Python of the environment</source>
            <translation>環境の Python</translation>
        </message>
        <message>
            <source>Show status</source>
            <translation>状態を表示</translation>
        </message>
        <message>
            <source>Reports versions, paths, the model and the worker. It starts no worker and no job.</source>
            <translation>バージョン、パス、モデル、ワーカーを報告します。ワーカーもジョブも開始しません。</translation>
        </message>
        <message>
            <source>Whether Any2Any can translate</source>
            <translation>Any2Any が変換できるか</translation>
        </message>
        <message>
            <source>Report</source>
            <translation>報告</translation>
        </message>
        <message>
            <source>List models</source>
            <translation>モデルの一覧</translation>
        </message>
        <message>
            <source>Lists the bundled model and the models in a folder, with their modalities and directions.</source>
            <translation>同梱のモデルとフォルダ内のモデルを、モダリティと方向とともに一覧表示します。</translation>
        </message>
        <message>
            <source>Folder with models</source>
            <translation>モデルのあるフォルダ</translation>
        </message>
        <message>
            <source>A folder whose subfolders are models; empty lists the bundled one only.</source>
            <translation>サブフォルダがモデルであるフォルダ。空の場合は同梱のモデルだけを表示します。</translation>
        </message>
        <message>
            <source>Models as JSON</source>
            <translation>モデル（JSON）</translation>
        </message>
        <message>
            <source>Translate image modality</source>
            <translation>画像モダリティの変換</translation>
        </message>
        <message>
            <source>Translates one kind of satellite image of a place into another with a latent-diffusion model, for rasters of any size.

The result is a synthetic image: it shows a plausible image predicted by the model, not what a sensor measured. Its name, its metadata and its GeoTIFF tags say so.

The pixel size follows the target: RGB, SAR and NIR keep it, PAN halves it, MS doubles it. Reflectance is written as whole numbers of 1/10000, backscatter in dB.</source>
            <translation>ある場所の衛星画像を、潜在拡散モデルで別の種類の画像に変換します。ラスタの大きさに制限はありません。

結果は合成画像です。モデルがもっともらしいと考えるもので、センサーの測定値ではありません。名前、メタデータ、GeoTIFF タグにそう記されます。

ピクセルサイズは変換先に従います。RGB、SAR、NIR は同じ、PAN は半分、MS は 2 倍です。反射率は 1/10000 の整数、後方散乱は dB で書き出されます。</translation>
        </message>
        <message>
            <source>Source and target are both {}: choose two different modalities.</source>
            <translation>変換元と変換先がどちらも {} です。異なるモダリティを選んでください。</translation>
        </message>
        <message>
            <source>A standard deviation needs at least 2 samples, better 8: raise Samples.</source>
            <translation>標準偏差には少なくとも 2 サンプル、できれば 8 サンプルが必要です。サンプル数を増やしてください。</translation>
        </message>
        <message>
            <source>{} to {} with the model {}</source>
            <translation>{} から {} へ、モデル {}</translation>
        </message>
        <message>
            <source>The model was not trained on {} to {}: this is a zero-shot translation.</source>
            <translation>モデルは {} から {} への変換を学習していません。ゼロショットの変換です。</translation>
        </message>
        <message>
            <source>{width} x {height} pixels in {seconds:.1f} s, {windows} windows ({windows_skipped} empty)</source>
            <translation>{width} x {height} ピクセル、{seconds:.1f} 秒、{windows} ウィンドウ（{windows_skipped} は空）</translation>
        </message>
        <message>
            <source>, translated through {}</source>
            <translation>、{} を経由して変換</translation>
        </message>
        <message>
            <source>Translate many images</source>
            <translation>多数の画像を変換</translation>
        </message>
        <message>
            <source>Translates layers, or all rasters of a folder, in one direction into a folder. If you run it again, it skips finished results and continues the others. A raster that fails is reported; the others are translated.</source>
            <translation>レイヤまたはフォルダ内のすべてのラスタを、1 つの方向でフォルダに変換します。再実行すると、完了したものを飛ばし、残りを続けます。失敗したラスタは報告され、他は変換されます。</translation>
        </message>
        <message>
            <source>Folder for the results</source>
            <translation>結果のフォルダ</translation>
        </message>
        <message>
            <source>Each result is named after its input and the target.</source>
            <translation>結果の名前は入力と変換先から付けられます。</translation>
        </message>
        <message>
            <source>Translated images</source>
            <translation>変換した画像</translation>
        </message>
        <message>
            <source>Number of rasters that failed</source>
            <translation>失敗したラスタの数</translation>
        </message>
        <message>
            <source>Layers</source>
            <translation>レイヤ</translation>
        </message>
        <message>
            <source>Folder with rasters</source>
            <translation>ラスタのあるフォルダ</translation>
        </message>
        <message>
            <source>Raster layers; those that the worker cannot open are exported first.</source>
            <translation>ラスタレイヤ。ワーカーが開けないものは先に書き出されます。</translation>
        </message>
        <message>
            <source>All GeoTIFF, JPEG 2000, VRT and IMG files in it are translated.</source>
            <translation>フォルダ内の GeoTIFF、JPEG 2000、VRT、IMG ファイルをすべて変換します。</translation>
        </message>
        <message>
            <source>What the inputs show.</source>
            <translation>入力が示すもの。</translation>
        </message>
        <message>
            <source>Target modality</source>
            <translation>変換先のモダリティ</translation>
        </message>
        <message>
            <source>What to make of them.</source>
            <translation>何に変換するか。</translation>
        </message>
        <message>
            <source>Preset</source>
            <translation>プリセット</translation>
        </message>
        <message>
            <source>Sampling steps: 1, 4, 10 or 250.</source>
            <translation>サンプリングのステップ数: 1、4、10 または 250。</translation>
        </message>
        <message>
            <source>How the inputs store their values; auto looks at each file.</source>
            <translation>入力の値の格納方法。auto は各ファイルを調べます。</translation>
        </message>
        <message>
            <source>Choose layers or a folder with rasters.</source>
            <translation>レイヤまたはラスタのあるフォルダを選んでください。</translation>
        </message>
        <message>
            <source>{} holds no raster.</source>
            <translation>{} にラスタはありません。</translation>
        </message>
        <message>
            <source>{} is finished already</source>
            <translation>{} は既に完了しています</translation>
        </message>
        <message>
            <source>Input raster</source>
            <translation>入力ラスタ</translation>
        </message>
        <message>
            <source>The image to translate: any raster that lies in a file, with or without a CRS.</source>
            <translation>変換する画像。ファイルのラスタなら CRS の有無は問いません。</translation>
        </message>
        <message>
            <source>What the input is.</source>
            <translation>入力が何か。</translation>
        </message>
        <message>
            <source>What to make of it. The log names directions that the model was not trained on.</source>
            <translation>何に変換するか。未学習の方向はログに示されます。</translation>
        </message>
        <message>
            <source>The input's bands in the order of the source modality (RGB: red, green, blue). If empty, the first bands are used.</source>
            <translation>変換元モダリティの順に並べた入力のバンド（RGB: 赤、緑、青）。選ばない場合は先頭から使います。</translation>
        </message>
        <message>
            <source>Samples</source>
            <translation>サンプル数</translation>
        </message>
        <message>
            <source>Sampling steps: fast takes 1 (smooth, nearest on average), balanced 4, detailed 10 (more texture), paper 250.</source>
            <translation>サンプリングのステップ数: fast は 1（滑らかで平均的に最も近い）、balanced は 4、detailed は 10（質感が多い）、paper は 250。</translation>
        </message>
        <message>
            <source>Another seed gives another plausible image; the same seed gives the same image.</source>
            <translation>別のシードは別のもっともらしい画像を、同じシードは同じ画像を与えます。</translation>
        </message>
        <message>
            <source>Translates with this number of seeds and writes the mean of the images: nearer to the truth on average, and smoother. 8 is a good number for a standard deviation; the time grows with it.</source>
            <translation>この数のシードで変換し、画像の平均を書き出します。平均的には真値に近く、より滑らかになります。標準偏差には 8 が適当です。時間も同じ割合で増えます。</translation>
        </message>
        <message>
            <source>Route</source>
            <translation>経路</translation>
        </message>
        <message>
            <source>Untrained directions can go through another modality. Automatic takes the route that scored higher for the model, Direct uses no intermediate, and naming a modality forces that route.</source>
            <translation>学習していない方向は別のモダリティを経由できます。「自動」はそのモデルで評価の高かった経路、「直接」は経由なし、モダリティを指定するとその経路になります。</translation>
        </message>
        <message>
            <source>How the input stores its values. Automatic looks at the file and says what it chose. Choose units of reflectance for optical images, of backscatter for radar, of temperature for thermal ones.</source>
            <translation>入力の値の保存形式。「自動」はファイルを調べ、選んだものを知らせます。光学画像は反射率、レーダーは後方散乱、熱画像は温度の単位を選びます。</translation>
        </message>
        <message>
            <source>Processing level</source>
            <translation>処理レベル</translation>
        </message>
        <message>
            <source>Level of the input's reflectance: at the surface (Sentinel-2 level 2A), or at the top of the atmosphere (level 1C), which is converted to surface reflectance first. Automatic decides by the file's tags and name. Radar has no level.</source>
            <translation>入力の反射率のレベル。地表（Sentinel-2 レベル 2A）か大気上端（レベル 1C）です。後者は先に地表の値に換算されます。「自動」はファイルのタグと名前から判断します。レーダーにレベルはありません。</translation>
        </message>
        <message>
            <source>Processing level of the result</source>
            <translation>結果の処理レベル</translation>
        </message>
        <message>
            <source>Device</source>
            <translation>デバイス</translation>
        </message>
        <message>
            <source>GPU memory in GB</source>
            <translation>GPU メモリ（GB）</translation>
        </message>
        <message>
            <source>What to compute on: auto takes a GPU where there is one, and all of them for large rasters; or cpu, cuda:1, mps, or several such as cuda:0,cuda:1.</source>
            <translation>計算に使うもの。auto は GPU があれば使い、大きなラスタでは全部使います。または cpu、cuda:1、mps、複数なら cuda:0,cuda:1。</translation>
        </message>
        <message>
            <source>The most memory of a CUDA GPU that the job may use. If empty, all free memory. Less memory takes longer; the image stays the same except for single grey levels.</source>
            <translation>ジョブが CUDA GPU で使う最大のメモリ。空の場合は空きをすべて使います。少ないと時間がかかりますが、ところどころ 1 階調違うほかは同じ画像です。</translation>
        </message>
        <message>
            <source>Number format of the networks. bfloat16 takes about half the time on processors and GPUs that support it, and longer on others. It costs hundredths of a decibel.</source>
            <translation>ネットワークの計算に使う数値の型。bfloat16 は、対応するプロセッサや GPU では約半分の時間になり、そうでなければ長くなります。損失は 100 分の数デシベルです。</translation>
        </message>
        <message>
            <source>The library that computes the networks. Automatic uses PyTorch on a CUDA GPU and ONNX Runtime otherwise. PyTorch is only there if you installed it; bfloat16 needs it.</source>
            <translation>ネットワークを計算するライブラリ。自動では CUDA GPU なら PyTorch、それ以外は ONNX Runtime を使います。PyTorch はインストールした場合だけ使えます。bfloat16 には PyTorch が必要です。</translation>
        </message>
        <message>
            <source>Standard deviation</source>
            <translation>標準偏差</translation>
        </message>
        <message>
            <source>Pixel size in metres</source>
            <translation>ピクセルサイズ（m）</translation>
        </message>
        <message>
            <source>Resamples the input to this pixel size first. The model knows only the sizes that it was trained on: about 10 m, and 5 m for PAN.</source>
            <translation>先に入力をこのピクセルサイズにリサンプリングします。モデルは学習したサイズしか知りません（約 10 m、PAN は 5 m）。</translation>
        </message>
        <message>
            <source>The area to translate. If empty, the whole raster.</source>
            <translation>変換する部分。空の場合はラスタ全体。</translation>
        </message>
        <message>
            <source>Folder with a model's config.json and weights. If empty, the bundled model.</source>
            <translation>モデルの config.json と重みのあるフォルダ。空の場合は同梱のモデル。</translation>
        </message>
        <message>
            <source>A cloud-optimised GeoTIFF with tags that mark it as synthetic.</source>
            <translation>合成であることをタグに記したクラウド最適化 GeoTIFF。</translation>
        </message>
        <message>
            <source>How far the samples disagree at each pixel, in reflectance or dB; needs 2 samples or more, and a preset of several steps. It is not an error bar: errors that all samples share do not show in it.</source>
            <translation>各ピクセルでサンプルがどれだけ異なるか（反射率または dB）。2 サンプル以上と複数ステップのプリセットが必要です。誤差棒ではなく、モデルが見たことのないものは含まれません。</translation>
        </message>
        <message>
            <source>Loading the model on {device}</source>
            <translation>{device} にモデルを読み込んでいます</translation>
        </message>
        <message>
            <source>Computing on {devices}</source>
            <translation>{devices} で計算しています</translation>
        </message>
        <message>
            <source>Translating {source} to {target} through {via}</source>
            <translation>{source} から {target} へ {via} を経由して変換しています</translation>
        </message>
        <message>
            <source>Units: {units} ({reason})</source>
            <translation>単位：{units}（{reason}）</translation>
        </message>
        <message>
            <source>One sampling step gives nearly the mean of all likely images, so the samples hardly differ: choose the preset balanced or detailed for a standard deviation that means something.</source>
            <translation>サンプリング 1 ステップではほぼすべてのありうる画像の平均になるため、サンプルはほとんど違いません。意味のある標準偏差には「標準」か「精細」のプリセットを選んでください。</translation>
        </message>
        <message>
            <source>The samples are of the second translation only: all start from the same intermediate image, so their deviation is too small.</source>
            <translation>サンプルは 2 回目の変換だけのものです。すべて同じ中間画像から始まるため、偏差は小さすぎます。</translation>
        </message>
        <message>
            <source>Cancelled. The worker did not stop by itself and was ended; the next job starts another one.</source>
            <translation>キャンセルしました。ワーカーが自分で止まらなかったため終了させました。次のジョブは別のワーカーを起動します。</translation>
        </message>
        <message>
            <source>{path} cannot be opened as a raster ({reason}): check the file and its format.</source>
            <translation>{path} をラスタとして開けません（{reason}）。ファイルとその形式を確認してください。</translation>
        </message>
        <message>
            <source>{path} cannot be read at rows {first} to {last} ({reason}): the file is damaged, incomplete or gone. Copy or download it again.</source>
            <translation>{path} の {first} 行から {last} 行を読み取れません（{reason}）。ファイルが破損しているか、不完全か、存在しません。もう一度コピーまたはダウンロードしてください。</translation>
        </message>
        <message>
            <source>{path} has no valid pixel: all are nodata, masked or not a number.</source>
            <translation>{path} に有効なピクセルがありません。すべて nodata、マスク、または数値ではありません。</translation>
        </message>
        <message>
            <source>No pixel of the area is valid: the result is all nodata.</source>
            <translation>範囲に有効なピクセルがありません。結果はすべて nodata です。</translation>
        </message>
        <message>
            <source>Pixels of {size} m are far from the {known} m that the model was trained on for {title}: set the pixel size to {known} m (Advanced).</source>
            <translation>{size} m のピクセルは、モデルが知る {known} m（{title}）から離れすぎています。ピクセルサイズを {known} m にしてください（詳細）。</translation>
        </message>
        <message>
            <source>Pixels of {x} × {y} m are not square, and the model knows square ones: warp the layer to a projected CRS first, with pixels of {size} m.</source>
            <translation>{x} × {y} m の画素は正方形ではなく、モデルが知っているのは正方形の画素です。まずレイヤを投影座標系に再投影し、画素を {size} m にしてください。</translation>
        </message>
        <message>
            <source>{path} is placed by control points only: warp it first with Raster &gt; Georeferencer or Warp.</source>
            <translation>{path} は基準点だけで配置されています。先に「ラスタ &gt; ジオリファレンサ」または「再投影」で幾何補正してください。</translation>
        </message>
        <message>
            <source>The value {value} forms a border and is treated as nodata: set it as nodata value in the layer's properties (Transparency) if that is right.</source>
            <translation>値 {value} は縁を作っており、測定なしとみなします。正しければ、レイヤのプロパティ（透過性）で nodata 値に設定してください。</translation>
        </message>
        <message>
            <source>The value {value} fills a part of the edge and is translated, because it occurs elsewhere too: set it as nodata value in the layer's properties (Transparency) if nothing was measured there.</source>
            <translation>値 {value} は端の一部を占めていますが、ほかの場所にもあるため変換されます。そこで何も測定されていない場合は、レイヤのプロパティ（透過性）で nodata 値に設定してください。</translation>
        </message>
        <message>
            <source>The area was enlarged to whole pixels of the result.</source>
            <translation>領域を結果の画素単位に広げました。</translation>
        </message>
        <message>
            <source>The area reaches beyond the raster: only the part inside is translated.</source>
            <translation>領域がラスタの外に出ています。内側の部分を変換します。</translation>
        </message>
        <message>
            <source>Band {band} of {path} holds colour indices, not measurements: convert it first with Raster &gt; Conversion &gt; PCT to RGB.</source>
            <translation>バンド {band}（{path}）は色の番号で、測定値ではありません。先に「ラスタ &gt; 変換 &gt; PCT から RGB」で変換してください。</translation>
        </message>
        <message>
            <source>{path} has {count} bands, {title} needs {need} ({names}): choose another modality or file.</source>
            <translation>{path} のバンド数は {count} ですが、{title} には {need} 必要です（{names}）。別のモダリティまたはファイルを選択してください。</translation>
        </message>
        <message>
            <source>Of {count} bands, {bands} are taken as {names}: choose bands if others are meant.</source>
            <translation>{count} バンドのうち {bands} を {names} とみなします。違う場合はバンドを選んでください。</translation>
        </message>
        <message>
            <source>Bands {bands} are taken as {names}, because their numbers look like those of {sensor}: choose bands if they are another sensor's.</source>
            <translation>バンド {bands} を {names} とみなします。番号が {sensor} のものに似ているためです。別のセンサのものであればバンドを選択してください。</translation>
        </message>
        <message>
            <source>With the units “{units}” the values cannot be right: choose other units.</source>
            <translation>単位「{units}」では値が正しくなりません。別の単位を選んでください。</translation>
        </message>
        <message>
            <source>The median reflectance is {value}: if the scene is not unusual, “{units}” are the wrong units.</source>
            <translation>反射率の中央値は {value} です。特殊なシーンでなければ「{units}」は誤った単位です。</translation>
        </message>
        <message>
            <source>The median of {value} dB is brighter than land: “{units}” may be the wrong units.</source>
            <translation>中央値 {value} dB は陸地より明るいです。「{units}」は誤った単位かもしれません。</translation>
        </message>
        <message>
            <source>The radar image is not calibrated: its level was guessed. Calibrated backscatter in dB gives better results.</source>
            <translation>レーダー画像は校正されていません。レベルは推定値です。校正済みの dB の後方散乱のほうが良い結果になります。</translation>
        </message>
        <message>
            <source>An 8-bit radar image is not calibrated: calibrated backscatter in dB gives better results. If its grey levels are linear in dB, choose the units for that.</source>
            <translation>8 ビットのレーダー画像は校正されていません。dB で校正された後方散乱のほうが良い結果になります。階調が dB に対して線形であれば、その単位を選択してください。</translation>
        </message>
        <message>
            <source>as chosen</source>
            <translation>選択どおり</translation>
        </message>
        <message>
            <source>8-bit values are a picture</source>
            <translation>8ビット値は表示用画像です</translation>
        </message>
        <message>
            <source>the file's scale and offset say so</source>
            <translation>ファイルのスケールとオフセットによる</translation>
        </message>
        <message>
            <source>values up to {top} are reflectance already</source>
            <translation>{top} までの値はすでに反射率です</translation>
        </message>
        <message>
            <source>the product name is Landsat Collection 2, level {level}</source>
            <translation>製品名は Landsat Collection 2 レベル {level} です</translation>
        </message>
        <message>
            <source>Sentinel-2 baseline {baseline} stores reflectance × 10000 plus 1000</source>
            <translation>Sentinel-2 ベースライン {baseline} は反射率 × 10000 に 1000 を加えて保存します</translation>
        </message>
        <message>
            <source>values up to {top} are reflectance × 10000</source>
            <translation>{top} までの値は反射率 × 10000 です</translation>
        </message>
        <message>
            <source>values from {low} to {top} are those of Landsat Collection 2</source>
            <translation>{low} から {top} の値は Landsat Collection 2 のものです</translation>
        </message>
        <message>
            <source>values from {low} are decibels × 10</source>
            <translation>{low} からの値はデシベル × 10 です</translation>
        </message>
        <message>
            <source>values from {low} are decibels × 100</source>
            <translation>{low} からの値はデシベル × 100 です</translation>
        </message>
        <message>
            <source>values from {low} to {high} are decibels</source>
            <translation>{low} から {high} の値はデシベルです</translation>
        </message>
        <message>
            <source>complex values were turned into power</source>
            <translation>複素数値をパワーに変換しました</translation>
        </message>
        <message>
            <source>the product name says amplitude</source>
            <translation>製品名が振幅を示しています</translation>
        </message>
        <message>
            <source>the product name says power</source>
            <translation>製品名がパワーを示しています</translation>
        </message>
        <message>
            <source>positive values with median {middle} are linear power</source>
            <translation>中央値 {middle} の正の値は線形パワーです</translation>
        </message>
        <message>
            <source>positive values with median {middle} are amplitude</source>
            <translation>中央値 {middle} の正の値は振幅です</translation>
        </message>
        <message>
            <source>8-bit values are taken for a stretched picture of the amplitude</source>
            <translation>8ビット値は振幅を引き伸ばした画像とみなします</translation>
        </message>
        <message>
            <source>the file's scale and offset give decibels</source>
            <translation>ファイルのスケールとオフセットからデシベルが得られます</translation>
        </message>
        <message>
            <source>the file's scale gives positive values, linear power</source>
            <translation>ファイルのスケールから正の値、線形パワーが得られます</translation>
        </message>
        <message>
            <source>values near {middle} are temperatures of Landsat Collection 2</source>
            <translation>{middle} 付近の値は Landsat Collection 2 の温度です</translation>
        </message>
        <message>
            <source>values near {middle} are kelvin</source>
            <translation>{middle} 付近の値はケルビンです</translation>
        </message>
        <message>
            <source>values near {middle} are degrees Celsius</source>
            <translation>{middle} 付近の値は摂氏です</translation>
        </message>
        <message>
            <source>Values up to {top} are very dark as reflectance × 10000: for an 8-bit picture choose other units.</source>
            <translation>{top} までの値は反射率 × 10000 としては非常に暗いです:8ビット画像なら別の単位を選んでください。</translation>
        </message>
        <message>
            <source>No value is below {low}: for Sentinel-2 images since 2022 with their offset choose other units.</source>
            <translation>{low} 未満の値がありません:オフセット付きの 2022 年以降の Sentinel-2 画像なら別の単位を選んでください。</translation>
        </message>
        <message>
            <source>Values from {low} to {top} are taken for Landsat Collection 2: for snow or cloud in reflectance × 10000 choose other units.</source>
            <translation>{low} から {top} の値は Landsat Collection 2 とみなします:反射率 × 10000 の雪や雲なら別の単位を選んでください。</translation>
        </message>
        <message>
            <source>Values as low as {low} become negative reflectance: if the offset was removed already choose other units.</source>
            <translation>{low} まで低い値は負の反射率になります:オフセットがすでに除かれているなら別の単位を選んでください。</translation>
        </message>
        <message>
            <source>The reflectance is that at the top of the atmosphere: it is converted to surface reflectance first.</source>
            <translation>反射率は大気上端のものです。先に地表反射率に変換します。</translation>
        </message>
        <message>
            <source>The input is like the training data. It differs most in the median of {band}: {value}, and {low} to {high} in the training data (distance {score}, limit 1).</source>
            <translation>入力は学習データに似ています。最も異なるのは {band} の中央値で {value}、学習データでは {low}～{high} です（距離 {score}、上限 1）。</translation>
        </message>
        <message>
            <source>The input is like the training data. It differs most in the texture of {band}: {share} times the typical one of the training data (distance {score}, limit 1).</source>
            <translation>入力は学習データに似ています。最も異なるのは {band} のテクスチャで、学習データの典型値の {share} 倍です（距離 {score}、上限 1）。</translation>
        </message>
        <message>
            <source>The input is like the training data. It differs most in the pixel size: {size} m, and {low} to {high} m in the training data (distance {score}, limit 1).</source>
            <translation>入力は学習データに似ています。最も異なるのはピクセルサイズで {size} m、学習データでは {low}～{high} m です（距離 {score}、上限 1）。</translation>
        </message>
        <message>
            <source>The input is like the training data in the latent space too (distance {score}, limit 1).</source>
            <translation>入力は潜在空間においても学習データに似ています（距離 {score}、上限 1）。</translation>
        </message>
        <message>
            <source>The input is unlike the training data (distance {score}, limit 1): the median of {band} is {value}, and {low} to {high} in the training data. Check the result before you use it.</source>
            <translation>入力は学習データに似ていません（距離 {score}、上限 1）。{band} の中央値は {value}、学習データでは {low}～{high} です。結果は使う前に確認してください。</translation>
        </message>
        <message>
            <source>The input is unlike the training data (distance {score}, limit 1): the texture of {band} is {share} times the typical one of the training data. Check the result before you use it.</source>
            <translation>入力は学習データに似ていません（距離 {score}、上限 1）。{band} のテクスチャは学習データの典型値の {share} 倍です。結果は使う前に確認してください。</translation>
        </message>
        <message>
            <source>The input is unlike the training data (distance {score}, limit 1): its pixels have {size} m, and those of the training data {low} to {high} m. Check the result before you use it.</source>
            <translation>入力は学習データに似ていません（距離 {score}、上限 1）。ピクセルは {size} m、学習データでは {low}～{high} m です。結果は使う前に確認してください。</translation>
        </message>
        <message>
            <source>The input is unlike the training data in the latent space (distance {score}, limit 1): its structure, or how its bands go together, is unlike theirs. Check the bands, and the result before you use it.</source>
            <translation>入力は潜在空間において学習データと異なります（距離 {score}、上限 1）。構造またはバンド間の関係が異なります。バンドを確認し、結果を使用する前に確認してください。</translation>
        </message>
        <message>
            <source>The output {path} must be a GeoTIFF: give it a name that ends with .tif.</source>
            <translation>出力 {path} は GeoTIFF でなければなりません。.tif で終わる名前を付けてください。</translation>
        </message>
        <message>
            <source>The output folder {folder} does not exist: create it or choose another one.</source>
            <translation>出力フォルダ {folder} がありません。作成するか別のものを選んでください。</translation>
        </message>
        <message>
            <source>The output folder {folder} is not writable: choose another one or change its permissions.</source>
            <translation>出力フォルダ {folder} に書き込めません。別のものを選ぶか、権限を変えてください。</translation>
        </message>
        <message>
            <source>The output {path} is the input: choose another name.</source>
            <translation>出力 {path} は入力と同じです。別の名前にしてください。</translation>
        </message>
        <message>
            <source>{path} is finished: the same job has made it before.</source>
            <translation>{path} は完成しています。同じジョブが以前に作りました。</translation>
        </message>
        <message>
            <source>The folder {path} is left over and can be deleted ({reason}).</source>
            <translation>フォルダ {path} が残っています。削除してかまいません ({reason})。</translation>
        </message>
        <message>
            <source>{path} cannot be replaced ({reason}): close it in other programs, then run the job again.</source>
            <translation>{path} を置き換えられません（{reason}）。他のプログラムで閉じてから、ジョブを再実行してください。</translation>
        </message>
        <message>
            <source>{path} cannot be written ({reason}): make room or choose another folder. Finished rows are kept; Resume continues with them.</source>
            <translation>{path} に書き込めません（{reason}）。空きを作るか別のフォルダを選んでください。完了した行は残り、「再開」で続けられます。</translation>
        </message>
        <message>
            <source>Memory ran out: the job continues in smaller pieces.</source>
            <translation>メモリが足りません。ジョブは小さい単位で続行します。</translation>
        </message>
        <message>
            <source>The memory of {device} is too small even for one window: choose the device cpu.</source>
            <translation>{device} のメモリは 1 ウィンドウにも足りません。デバイスに cpu を選んでください。</translation>
        </message>
        <message>
            <source>Memory ran out ({reason}): close other programs or translate a smaller area. Finished rows are kept; Resume continues with them.</source>
            <translation>メモリが不足しました（{reason}）。ほかのプログラムを閉じるか、より小さい領域を変換してください。完了した行は保存されており、再開するとそこから続きます。</translation>
        </message>
        <message>
            <source>The device {device} failed ({reason}): run the job again, it continues from here. Choose the device cpu if it fails again.</source>
            <translation>デバイス {device} で障害が発生しました（{reason}）。ジョブをもう一度実行すると、ここから続きます。再び失敗する場合はデバイス cpu を選択してください。</translation>
        </message>
        <message>
            <source>Fine-tuning needs {packages}: run the algorithm Set up Any2Any with the profile train.</source>
            <translation>ファインチューニングには {packages} が必要です。プロファイル train で Any2Any のセットアップアルゴリズムを実行してください。</translation>
        </message>
        <message>
            <source>The device {device} is not used: {reason}</source>
            <translation>デバイス {device} は使いません: {reason}</translation>
        </message>
        <message>
            <source>The device {device} failed ({reason}): the job continues on the processor.</source>
            <translation>デバイス {device} が失敗しました ({reason})。ジョブはプロセッサで続行します。</translation>
        </message>
        <message>
            <source>The limit of GPU memory has no effect on the device {device}.</source>
            <translation>GPU メモリの上限はデバイス {device} には効きません。</translation>
        </message>
        <message>
            <source>The device {device} is not available: choose auto or cpu.</source>
            <translation>デバイス {device} は使用できません。auto または cpu を選択してください。</translation>
        </message>
        <message>
            <source>The worker cannot be started with {program}: {reason}</source>
            <translation>{program} でワーカーを起動できません: {reason}</translation>
        </message>
        <message>
            <source>The worker did not answer for {seconds} s and was ended. Its last lines:
{last}</source>
            <translation>ワーカーが {seconds} 秒間応答しなかったため、終了させました。最後の行:
{last}</translation>
        </message>
        <message>
            <source>The worker stopped answering and was ended. Its last lines:
{last}</source>
            <translation>ワーカーが応答しなくなったため、終了させました。最後の行:
{last}</translation>
        </message>
        <message>
            <source>The worker ended unexpectedly (exit code {exit}). Its last lines:
{last}</source>
            <translation>ワーカーが予期せず終了しました (終了コード {exit})。最後の行:
{last}</translation>
        </message>
        <message>
            <source>The worker was killed (exit code {exit}): often the machine ran out of memory. Its last lines:
{last}</source>
            <translation>ワーカーが強制終了されました (終了コード {exit})。多くの場合はメモリ不足です。最後の行:
{last}</translation>
        </message>
        <message>
            <source>The job was stopped, because the plugin ended its worker.</source>
            <translation>プラグインがワーカーを終了させたため、ジョブを停止しました。</translation>
        </message>
        <message>
            <source>The worker sent something that is not a message ({reason}): press Repair on the set-up page.</source>
            <translation>ワーカーがメッセージではないものを送りました ({reason})。セットアップページの「修復」を押してください。</translation>
        </message>
        <message>
            <source>The worker has a bug, please report it: {reason}</source>
            <translation>ワーカーに不具合があります。報告してください: {reason}</translation>
        </message>
        <message>
            <source>The plugin and its worker are of different versions: install the plugin again and restart QGIS.</source>
            <translation>プラグインとワーカーのバージョンが異なります。プラグインを入れ直し、QGIS を再起動してください。</translation>
        </message>
        <message>
            <source>run the job again</source>
            <translation>ジョブを再実行</translation>
        </message>
        <message>
            <source>Testing</source>
            <translation>試験しています</translation>
        </message>
        <message>
            <source>Ready</source>
            <translation>準備完了</translation>
        </message>
        <message>
            <source>Looking for a Python</source>
            <translation>Python を探しています</translation>
        </message>
        <message>
            <source>Creating the environment</source>
            <translation>環境を作成しています</translation>
        </message>
        <message>
            <source>Downloading Python {}</source>
            <translation>Python {} をダウンロードしています</translation>
        </message>
        <message>
            <source>Downloading {}</source>
            <translation>{} をダウンロードしています</translation>
        </message>
        <message>
            <source>Installing</source>
            <translation>インストールしています</translation>
        </message>
        <message>
            <source>The package index cannot be reached.</source>
            <translation>パッケージインデックスに接続できません。</translation>
        </message>
        <message>
            <source>The proxy asks for a user name and a password (407).</source>
            <translation>プロキシがユーザー名とパスワードを求めています (407)。</translation>
        </message>
        <message>
            <source>The certificate of the package index is not trusted on this computer.</source>
            <translation>パッケージインデックスの証明書がこのコンピュータで信頼されていません。</translation>
        </message>
        <message>
            <source>The package index or a firewall refused the download.</source>
            <translation>パッケージインデックスまたはファイアウォールがダウンロードを拒否しました。</translation>
        </message>
        <message>
            <source>A downloaded package differs from the one that this plugin was tested with.</source>
            <translation>ダウンロードしたパッケージが、このプラグインで試験したものと異なります。</translation>
        </message>
        <message>
            <source>The package index does not offer a package that is needed.</source>
            <translation>必要なパッケージがパッケージインデックスにありません。</translation>
        </message>
        <message>
            <source>The disk is full.</source>
            <translation>ディスクがいっぱいです。</translation>
        </message>
        <message>
            <source>The folder of the environment has too long a path.</source>
            <translation>環境のフォルダのパスが長すぎます。</translation>
        </message>
        <message>
            <source>Another program or a policy blocks the files of the environment.</source>
            <translation>別のプログラムまたはポリシーが環境のファイルを妨げています。</translation>
        </message>
        <message>
            <source>No Python {wanted} was found on this computer.</source>
            <translation>このコンピュータに Python {wanted} が見つかりません。</translation>
        </message>
        <message>
            <source>This computer has no Python that is new enough, and Python {version} cannot be downloaded.</source>
            <translation>このコンピュータには十分に新しい Python がなく、Python {version} をダウンロードできません。</translation>
        </message>
        <message>
            <source>The Python {python} has no pip.</source>
            <translation>Python {python} に pip がありません。</translation>
        </message>
        <message>
            <source>The plugin has no package list {profile!r} for {platform}.</source>
            <translation>プラグインにパッケージ一覧 {profile!r}（{platform}）がありません。</translation>
        </message>
        <message>
            <source>The Microsoft Visual C++ runtime is missing.</source>
            <translation>Microsoft Visual C++ ランタイムがありません。</translation>
        </message>
        <message>
            <source>This Linux is too old for the packages (glibc).</source>
            <translation>この Linux はパッケージには古すぎます (glibc)。</translation>
        </message>
        <message>
            <source>The driver of the graphics card is too old.</source>
            <translation>グラフィックカードのドライバが古すぎます。</translation>
        </message>
        <message>
            <source>The packages do not see the graphics card.</source>
            <translation>パッケージがグラフィックカードを認識しません。</translation>
        </message>
        <message>
            <source>The graphics card computes other values than the processor ({share:.1%} off).</source>
            <translation>グラフィックカードの計算結果がプロセッサと異なります（差 {share:.1%}）。</translation>
        </message>
        <message>
            <source>The graphics card takes {gpu_s:.1f} s for the sample, the processor {cpu_s:.1f} s.</source>
            <translation>サンプルの処理にグラフィックカードは {gpu_s:.1f} 秒、プロセッサは {cpu_s:.1f} 秒かかります。</translation>
        </message>
        <message>
            <source>Another QGIS is setting up Any2Any now.</source>
            <translation>別の QGIS が Any2Any をセットアップしています。</translation>
        </message>
        <message>
            <source>{path} is not a bundle for this plugin and {platform}.</source>
            <translation>{path} はこのプラグインと {platform} 用のバンドルではありません。</translation>
        </message>
        <message>
            <source>The new environment does not translate the sample: {reason}</source>
            <translation>新しい環境でサンプルを変換できません: {reason}</translation>
        </message>
        <message>
            <source>The installation took longer than {minutes:.0f} minutes.</source>
            <translation>インストールに {minutes:.0f} 分以上かかりました。</translation>
        </message>
        <message>
            <source>The installation failed: {reason}</source>
            <translation>インストールに失敗しました: {reason}</translation>
        </message>
        <message>
            <source>Check the connection and the proxy, then try again.</source>
            <translation>接続とプロキシを確認して再試行してください。</translation>
        </message>
        <message>
            <source>Enter them under Settings &gt; Options &gt; Network.</source>
            <translation>「設定 &gt; オプション &gt; ネットワーク」で入力してください。</translation>
        </message>
        <message>
            <source>Choose your company's CA file under Options &gt; Any2Any.</source>
            <translation>「オプション &gt; Any2Any」で会社の CA ファイルを選んでください。</translation>
        </message>
        <message>
            <source>Set a mirror under Options &gt; Any2Any, or use an offline bundle.</source>
            <translation>「オプション &gt; Any2Any」でミラーを設定するか、オフラインバンドルを使ってください。</translation>
        </message>
        <message>
            <source>Nothing was installed: try again, and report it if it stays.</source>
            <translation>何もインストールされていません。再試行し、続く場合は報告してください。</translation>
        </message>
        <message>
            <source>Check the mirror under Options &gt; Any2Any, or use an offline bundle.</source>
            <translation>「オプション &gt; Any2Any」でミラーを確認するか、オフラインバンドルを使ってください。</translation>
        </message>
        <message>
            <source>Free some space, or choose another folder under Options &gt; Any2Any.</source>
            <translation>空きを作るか、「オプション &gt; Any2Any」で別のフォルダを選んでください。</translation>
        </message>
        <message>
            <source>Choose a shorter one under Options &gt; Any2Any.</source>
            <translation>「オプション &gt; Any2Any」でより短いものを選んでください。</translation>
        </message>
        <message>
            <source>Close other QGIS windows, allow the folder in the antivirus, then try again.</source>
            <translation>他の QGIS ウィンドウを閉じ、ウイルス対策ソフトでフォルダを許可してから再試行してください。</translation>
        </message>
        <message>
            <source>Install one, or choose an existing Python.</source>
            <translation>インストールするか、既存の Python を選んでください。</translation>
        </message>
        <message>
            <source>Install it, or choose an existing Python.</source>
            <translation>インストールするか、既存の Python を選択してください。</translation>
        </message>
        <message>
            <source>Install pip for it, or choose another Python.</source>
            <translation>pip をインストールするか、別の Python を選んでください。</translation>
        </message>
        <message>
            <source>Choose an existing Python that has the packages.</source>
            <translation>パッケージの入った既存の Python を選んでください。</translation>
        </message>
        <message>
            <source>Install the Visual C++ Redistributable, then try again.</source>
            <translation>Visual C++ 再頒布可能パッケージをインストールしてから再試行してください。</translation>
        </message>
        <message>
            <source>Update it, or set up the profile for the processor.</source>
            <translation>更新するか、プロセッサ用のプロファイルでセットアップしてください。</translation>
        </message>
        <message>
            <source>Update its driver and try again; until then the processor is used.</source>
            <translation>ドライバを更新してもう一度試してください。それまではプロセッサを使います。</translation>
        </message>
        <message>
            <source>The processor is used as before: report it with the diagnostics.</source>
            <translation>これまでどおりプロセッサを使います。診断情報を付けて報告してください。</translation>
        </message>
        <message>
            <source>The processor is used as before: there is nothing to do.</source>
            <translation>これまでどおりプロセッサを使います。何もする必要はありません。</translation>
        </message>
        <message>
            <source>Wait until it has finished, then try again.</source>
            <translation>終わるまで待ってから再試行してください。</translation>
        </message>
        <message>
            <source>Choose a bundle that was made for both.</source>
            <translation>両方に対応したバンドルを選んでください。</translation>
        </message>
        <message>
            <source>Try again, and report it with the diagnostics if it stays.</source>
            <translation>再試行し、続く場合は診断情報を添えて報告してください。</translation>
        </message>
        <message>
            <source>Try again: finished downloads are kept.</source>
            <translation>再試行してください。完了したダウンロードは残ります。</translation>
        </message>
    </context>
</TS>

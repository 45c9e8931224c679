# An application package for platforms that run CWL: `cwltool packaging/any2any.cwl --input sar.tif --source sar --target rgb`.
# The image is the one that the Dockerfile builds: docker build -t any2any .
cwlVersion: v1.2
$graph:
  - id: main
    class: Workflow
    label: Any2Any
    doc: Translate a satellite image into another modality; the result is synthetic and says so.
    inputs:
      input:
        type: File
        label: A raster that GDAL opens, or a STAC item
      source:
        type: string
        label: Modality of the input, such as sar
      target:
        type: string
        label: Modality to make, such as rgb
      preset:
        type: string
        default: fast
        label: fast, balanced, detailed or paper
      radiometry:
        type: string
        default: auto
        label: How the input stores its values
    outputs:
      result:
        type: Directory
        outputSource: translate/result
        label: A GeoTIFF and its STAC item
    steps:
      translate:
        run: "#translate"
        in: {input: input, source: source, target: target, preset: preset, radiometry: radiometry}
        out: [result]
  - id: translate
    class: CommandLineTool
    hints:
      DockerRequirement:
        dockerPull: any2any
    requirements:
      ResourceRequirement: {coresMin: 2, ramMin: 4096}
      NetworkAccess: {networkAccess: true}
    baseCommand: [any2any, translate, --stac]
    arguments: [{position: 2, valueFrom: result.tif}]
    inputs:
      input: {type: File, inputBinding: {position: 1}}
      source: {type: string, inputBinding: {prefix: --source}}
      target: {type: string, inputBinding: {prefix: --target}}
      preset: {type: string, inputBinding: {prefix: --preset}}
      radiometry: {type: string, inputBinding: {prefix: --radiometry}}
    outputs:
      result: {type: Directory, outputBinding: {glob: .}}

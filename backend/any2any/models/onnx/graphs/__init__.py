"""ONNX graphs of a model's networks, whose weights are the bytes of its safetensors files."""

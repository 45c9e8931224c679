"""The same networks as ONNX graphs, computed by ONNX Runtime without torch: check, open and run them."""

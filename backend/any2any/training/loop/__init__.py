"""The loop that both stages share: batches, steps, averages, checkpoints, processes."""

"""Opens the shipped networks (ONNX, int8)."""

from __future__ import annotations

from pathlib import Path

import onnxruntime
from onnxruntime.capi import onnxruntime_pybind11_state as runtime

from rapporteur.errors import ModelError

BROKEN = (OSError, ValueError, RuntimeError, TypeError, runtime.InvalidProtobuf, runtime.InvalidArgument, runtime.Fail)


def opened(path: Path, threads: int) -> onnxruntime.InferenceSession:
    """A session over one model file. Raises ModelError."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    try:
        return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    except BROKEN as error:
        raise unusable(path.parent, error) from error


def unusable(folder: Path, error: Exception) -> ModelError:
    """What to tell a user whose model files cannot be loaded."""
    return ModelError(f"the language model in {folder} cannot be loaded ({error}); reinstall rapporteur")

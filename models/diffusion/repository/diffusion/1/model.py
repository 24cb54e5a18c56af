"""Triton's door to a diffusion model. Translates tensors; painting is ``models.diffusion.painter``'s.

A model whose weights are missing, damaged or not allowed starts all the same and answers every request with the reason, so
that the other models of this Triton, and the callers' other engines, go on.
"""

import json
import os

import numpy as np
import triton_python_backend_utils as pb_utils

from models.diffusion.batching import Gatherer
from models.diffusion.failures import DiffusionFailure
from models.diffusion.request import PaintRequest
from models.diffusion.settings import DiffusionSettings
from models.diffusion.weights import located

FINAL = pb_utils.TRITONSERVER_RESPONSE_COMPLETE_FINAL


class TritonPythonModel:
    """One pipeline and the queue before it."""

    def initialize(self, args):
        settings = DiffusionSettings.from_environment(os.environ)
        # A repository may hold several such folders, each with a parameter `model` of its own.
        parameters = json.loads(args["model_config"]).get("parameters", {})
        if "model" in parameters:
            settings = settings.serving(parameters["model"]["string_value"])
        self._unavailable = None
        self._gatherer = None
        log = pb_utils.Logger
        try:
            self._painter = self.painter(located(settings), settings)
        except DiffusionFailure as fault:
            self._unavailable = fault
            log.log_error(f"diffusion cannot paint: {fault.answer()} ({fault.__cause__!r})")
            return
        self._gatherer = Gatherer(
            self._painter.paint,
            queue=settings.queue,
            batch=settings.batch,
            together=self._painter.together,
            crashed=_crashed,
        )
        log.log_info(f"diffusion ready: {self._painter.describe()}")

    def painter(self, weights, settings):
        """The painter that this model serves. Torch is imported only where there is something to paint with."""
        from models.diffusion.painter import Painter

        return Painter.loaded(weights, settings, say=pb_utils.Logger.log_info)

    def execute(self, requests):
        """Queues each request and returns; its responses come from the painter's thread."""
        for request in requests:
            ticket = Ticket(request.get_response_sender())
            try:
                if self._unavailable:
                    raise self._unavailable
                if set(request.requested_output_names()) == {"engine"}:
                    ticket.send(engine=_text(self._painter.describe()), flags=FINAL)
                    continue
                ticket.request = self._painter.settled(_read(request))
                self._gatherer.submit(ticket)
            except DiffusionFailure as failure:
                ticket.failed(failure)

    def finalize(self):
        if self._gatherer:
            self._gatherer.close()


class Ticket:
    """A request in the queue and at work; a ``Job`` whose listener is Triton."""

    def __init__(self, sender):
        self._sender = sender
        self._answered = False
        self.request = None

    def cancelled(self):
        return self._sender.is_cancelled()

    def step(self, step, of, preview):
        tensors = {"step": np.array([step], np.int32), "of": np.array([of], np.int32)}
        if preview is not None:
            tensors["preview"] = np.array([preview], dtype=object)
        self.send(**tensors)

    def done(self, result, engine):
        self.send(result=np.ascontiguousarray(result), engine=_text(engine), flags=FINAL)

    def failed(self, failure):
        self.refuse(failure.answer(), pb_utils.TritonError.INVALID_ARG)

    def dropped(self):
        self.refuse("the caller is gone", pb_utils.TritonError.CANCELLED)

    def refuse(self, text, code):
        if not self._answered:
            self._answered = True
            self._sender.send(pb_utils.InferenceResponse(error=pb_utils.TritonError(text, code)), flags=FINAL)

    def send(self, flags=0, **tensors):
        self._answered = flags == FINAL
        outputs = [pb_utils.Tensor(name, array) for name, array in tensors.items()]
        self._sender.send(pb_utils.InferenceResponse(output_tensors=outputs), flags=flags)


def _read(request):
    """The tensors of a request, copied: Triton takes its memory back when ``execute`` returns."""

    def array(name):
        return pb_utils.get_input_tensor_by_name(request, name).as_numpy()

    def text(name):
        return array(name)[0].decode("utf-8", "replace")

    style = pb_utils.get_input_tensor_by_name(request, "style")
    strength = pb_utils.get_input_tensor_by_name(request, "style_strength")
    return PaintRequest(
        image=np.array(array("image")),
        mask=np.array(array("mask")),
        prompt=text("prompt"),
        negative_prompt=text("negative_prompt"),
        seed=int(array("seed")[0]),
        steps=int(array("steps")[0]),
        guidance=float(array("guidance")[0]),
        strength=float(array("strength")[0]),
        preview_every=int(array("preview_every")[0]),
        style=None if style is None else np.array(style.as_numpy()),
        style_strength=0.0 if strength is None else float(strength.as_numpy()[0]),
    )


def _text(words):
    return np.array([words.encode()], dtype=object)


def _crashed(jobs, fault):
    pb_utils.Logger.log_error(f"diffusion: painting failed: {fault!r}")
    for job in jobs:
        job.refuse(f"INTERNAL: {type(fault).__name__}", pb_utils.TritonError.INTERNAL)

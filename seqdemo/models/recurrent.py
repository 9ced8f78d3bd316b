"""RNN, GRU and LSTM layers: fused kernels, traceable states.

The equations are PyTorch's, with * for elementwise products and s for the logistic sigmoid:

    RNN   h_t = tanh(W_ih x_t + b_ih + W_hh h_{t-1} + b_hh)

    GRU   r_t = s(W_ir x_t + b_ir + W_hr h_{t-1} + b_hr)             reset
          z_t = s(W_iz x_t + b_iz + W_hz h_{t-1} + b_hz)             update: near 1 *keeps* h_{t-1}
          n_t = tanh(W_in x_t + b_in + r_t * (W_hn h_{t-1} + b_hn))  candidate
          h_t = (1 - z_t) * n_t + z_t * h_{t-1}

    LSTM  i_t = s(W_ii x_t + b_ii + W_hi h_{t-1} + b_hi)             input
          f_t = s(W_if x_t + b_if + W_hf h_{t-1} + b_hf)             forget: near 1 *keeps* c_{t-1}
          g_t = tanh(W_ig x_t + b_ig + W_hg h_{t-1} + b_hg)          candidate
          o_t = s(W_io x_t + b_io + W_ho h_{t-1} + b_ho)             output
          c_t = f_t * c_{t-1} + i_t * g_t
          h_t = o_t * tanh(c_t)

The blocks of a weight are stacked in the order shown: r, z, n and i, f, g, o. Each layer reads the
hidden states of the layer below; a backward direction reads from right to left, so its "t-1" is
t+1. The GRU multiplies by r_t after the matrix product, as cuDNN does; Cho et al. do it before,
and call 1 - z_t what is z_t here.

An nn.RNN may take relu in place of tanh. How gates are read off is `seqdemo.models.see_through`.

Sources: Elman, "Finding Structure in Time", 1990 (RNN). Cho et al., "Learning Phrase
Representations using RNN Encoder-Decoder", 2014 (GRU). Hochreiter and Schmidhuber, "Long
Short-Term Memory", 1997, with the forget gate of Gers et al., "Learning to Forget", 2000 (LSTM).
Schuster and Paliwal, "Bidirectional Recurrent Neural Networks", 1997.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn

from seqdemo.core.trace import CellKind, Direction, LayerTrace
from seqdemo.models.gates import FUSED, directions_of
from seqdemo.models.see_through import State, check_input, check_state, see_through
from seqdemo.models.unfilled import is_unfilled

__all__ = ["Recurrent", "State"]


class Recurrent(nn.Module):
    """A stack of recurrent layers: fast in `forward`, fully visible in `trace`.

    Axes: B sequences, T steps, I inputs, L layers, D directions (2 if bidirectional), H units.

    Attributes:
        cell: Which recurrence all layers use.
        fused: The nn.RNN, nn.GRU or nn.LSTM that holds the weights and does the work.
    """

    def __init__(
        self,
        cell: CellKind,
        input_size: int,
        hidden_size: int,
        *,
        num_layers: int = 1,
        bidirectional: bool = False,
        dropout: float = 0.0,
    ) -> None:
        """Create the layers with PyTorch's initial weights, uniform in +-1 / sqrt(H).

        Args:
            cell: "rnn" (tanh), "gru" or "lstm".
            input_size: Features per step, I.
            hidden_size: Units per layer and direction, H.
            num_layers: Layers, L.
            bidirectional: Let every layer also read the sequence from right to left.
            dropout: Share of values zeroed between layers while training, 0..1.

        Raises:
            ValueError: If the cell is unknown or a size is not positive.
        """
        super().__init__()
        if cell not in FUSED:
            raise ValueError(f"cell must be one of {', '.join(FUSED)}, got {cell!r}.")
        self.cell: CellKind = cell
        self.fused = FUSED[cell](
            input_size,
            hidden_size,
            num_layers=num_layers,
            bidirectional=bidirectional,
            dropout=dropout,
            batch_first=True,
        )

    def initialise(self) -> None:
        """Draw new weights: orthogonal from state to state, Xavier from below, no biases.

        An LSTM's forget gates start open, at bias 1: it begins by remembering. Nothing is drawn
        for a network that a file is about to fill.
        """
        if is_unfilled():
            return
        hidden = self.fused.hidden_size
        for name, values in self.fused.named_parameters():
            if name.startswith("weight_hh"):
                for gate in torch.split(values.data, hidden):
                    nn.init.orthogonal_(gate)
            elif name.startswith("weight_ih"):
                nn.init.xavier_uniform_(values)
            else:
                nn.init.zeros_(values)
                if self.cell == "lstm" and name.startswith("bias_ih"):
                    values.data[hidden : 2 * hidden] = 1.0

    @property
    def directions(self) -> tuple[Direction, ...]:
        """The D ways in which every layer reads a sequence, in the order of its outputs."""
        return directions_of(self.fused)

    @property
    def output_size(self) -> int:
        """Features per step of the outputs, D*H."""
        return len(self.directions) * self.fused.hidden_size

    def forward(self, x: Tensor, state: State | None = None) -> tuple[Tensor, State]:
        """Run a batch of equally long (padded) sequences.

        Args:
            x: Inputs, (B, T, I), with T >= 1.
            state: Where to start, each (L*D, B, H): h, or (h, c) for an LSTM; None means zeros.

        Returns:
            The top layer's hidden states, (B, T, D*H), forward units first, and the state every
            layer ended in, shaped like `state`.

        Raises:
            ValueError: If `x` or `state` has the wrong shape, or `x` no steps.
        """
        check_input(self.fused, x, "(B, T, I)")
        if state is not None:
            rows = len(self.directions) * self.fused.num_layers
            check_state(self.fused, state, [(rows, len(x), self.fused.hidden_size)])
        outputs, final = self.fused(x, state)
        return outputs, final

    def trace(self, x: Tensor, state: State | None = None) -> tuple[LayerTrace, ...]:
        """Run one sequence, (T, I), and keep every state and gate; see `see_through`.

        Raises:
            ValueError: If `x` or `state` has the wrong shape, or `x` no steps.
        """
        return see_through(self.fused, x, state)

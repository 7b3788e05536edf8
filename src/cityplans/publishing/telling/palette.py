"""The colours of every picture, native charts of the workbook too: Okabe & Ito (2008), told apart by the
colour-blind, without their yellow, which is illegible on white."""

BLUE, ORANGE, GREEN, VERMILION, PURPLE = "#0072B2", "#E69F00", "#009E73", "#D55E00", "#CC79A7"
INK, GREY, PALE, LINE = "#222222", "#666666", "#E9E9E9", "#BBBBBB"

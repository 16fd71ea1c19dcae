"""Tables on pages: where their cells are, which row names what, and how they go on elsewhere.

`walls` finds drawn cells, `rivers` and `bands` find columns and rows by white space. Both make a
`Table`; `roles` tells names from definitions, `joining` puts the parts of one table together over
pages, and `assembly` makes the guide's matrices of them. What evidence weighs lies in `weights`.
"""

"""Tables → figures: what the heads and stubs say of each number, through the same catalogue as prose.

grid.py     which rows are heads, which columns are stubs, units, list numbers
labels.py   what one head or stub says: a year, a place, a unit, a total, a part, an indicator
numbers.py  the number in one cell
naming.py   the indicator that the labels of a cell state together
reader.py   the figures of one table
"""

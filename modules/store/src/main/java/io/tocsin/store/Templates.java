package io.tocsin.store;

import java.io.IOException;

/** Messages as templates: the constant text of each, and its variables. Words never reach from one into the other. */
interface Templates {
    int templates();

    /** The template of a row. */
    int template(int row);

    /** The text before, between and after the variables, so one more than there are variables; not to be written to. */
    byte[][] constants(int template);

    /** A variable: one row for each message of the template, in order. */
    Column variable(int template, int variable) throws IOException;

    /** The index of a row among those of its template. */
    int rowInTemplate(int row);
}

package io.tocsin.store;

import java.io.IOException;

/** Messages as templates: the constant text of each, and its variables. Words never reach from one into the other. */
interface Templates {
    int templates();

    /** The template of each row. */
    Codes coded() throws IOException;

    /** The template of a row. */
    default int template(int row) throws IOException {
        return coded().get(row);
    }

    /** The constant text of a template, to be compared with that of others. */
    Constants text(int template);

    /** The text before, between and after the variables, so one more than there are variables; not to be written to. */
    default byte[][] constants(int template) {
        return text(template).parts();
    }

    /** A variable: one row for each message of the template, in order. */
    Column variable(int template, int variable) throws IOException;

    /** Whether no value of a variable can contain a text, as far as its characters tell. */
    boolean isForeign(int template, int variable, Needle text) throws IOException;

    /** The same of a text that may go on in the constants beside it: no value can contain it, nor lie under an end of it. */
    boolean isForeign(int template, int variable, Needle text, VariableTexts.Place place) throws IOException;

    /** The index of a row among those of its template. */
    int rowInTemplate(int row) throws IOException;
}

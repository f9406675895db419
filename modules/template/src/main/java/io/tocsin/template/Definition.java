package io.tocsin.template;

import java.util.List;

/**
 * A template that can be included.
 *
 * @param slots how many variables it has, {@code $} included
 */
record Definition(Source source, int at, List<Statement> body, int slots) {
    /** Whether it is white space alone: such a one never replaces another. */
    boolean isBlank() {
        return body.stream()
                .allMatch(part ->
                        part instanceof Statement.Text text && text.text().isBlank());
    }
}

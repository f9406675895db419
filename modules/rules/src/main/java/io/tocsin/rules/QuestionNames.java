package io.tocsin.rules;

import java.util.List;

/**
 * What a rule asks of events and profiles: an expression has to be walked to tell, so it is told once.
 *
 * @param fields the names of {@link Expression#fields()} in their order
 * @param profiles the names of {@link Expression#profiles()} in their order
 */
record QuestionNames(List<String> fields, List<String> profiles) {
    static QuestionNames of(Expression expression) {
        return new QuestionNames(List.copyOf(expression.fields()), List.copyOf(expression.profiles()));
    }
}

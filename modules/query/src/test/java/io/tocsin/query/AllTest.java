package io.tocsin.query;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AllTest {
    @Test
    void noTextIsEveryEvent() {
        assertThat(Query.parse("")).isEqualTo(new All());
        assertThat(Query.parse(" \t")).isEqualTo(new All());
    }

    @Test
    void anEventWithoutFieldsIsFound() {
        assertThat(Events.finds("*")).isTrue();
    }

    @Test
    void itAsksNoField() {
        assertThat(new All().fields()).isEmpty();
    }
}

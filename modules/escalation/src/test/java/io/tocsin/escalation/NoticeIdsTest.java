package io.tocsin.escalation;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.model.Notice;
import java.util.Set;
import org.junit.jupiter.api.Test;

class NoticeIdsTest {
    @Test
    void theSameCauseGivesTheSameIdInEveryVersion() {
        assertThat(NoticeIds.of("inc-1", 1, 2, "anna", "slack", Notice.Kind.PAGE))
                .isEqualTo(NoticeIds.of("inc-1", 1, 2, "anna", "slack", Notice.Kind.PAGE))
                .isEqualTo("7453de68826866f846da8b1dad8f2963");
    }

    @Test
    void eachPartCounts() {
        assertThat(Set.of(
                        NoticeIds.of("inc-1", 1, 2, "anna", "slack", Notice.Kind.PAGE),
                        NoticeIds.of("inc-2", 1, 2, "anna", "slack", Notice.Kind.PAGE),
                        NoticeIds.of("inc-1", 2, 2, "anna", "slack", Notice.Kind.PAGE),
                        NoticeIds.of("inc-1", 1, 3, "anna", "slack", Notice.Kind.PAGE),
                        NoticeIds.of("inc-1", 1, 2, "bob", "slack", Notice.Kind.PAGE),
                        NoticeIds.of("inc-1", 1, 2, "anna", "email", Notice.Kind.PAGE),
                        NoticeIds.of("inc-1", 1, 2, "anna", "slack", Notice.Kind.RESOLVED)))
                .hasSize(7);
    }

    @Test
    void partsDoNotRunIntoEachOther() {
        assertThat(NoticeIds.of("i", 1, 1, "ann", "aslack", Notice.Kind.PAGE))
                .isNotEqualTo(NoticeIds.of("i", 1, 1, "anna", "slack", Notice.Kind.PAGE));
    }
}

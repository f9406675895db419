package io.tocsin.escalation;

import static io.tocsin.escalation.Fixture.minute;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.escalation.Chain.Link;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A timeline that was tampered with is found, and so is the place. */
class ChainTest {
    private static final Attempt ATTEMPT = new Attempt(
            "a1", "page", "anna", "person/anna/email", 1, Attempt.Outcome.RETRY, "451 later", Duration.ofMillis(12));

    private static Timeline timeline(int entries) {
        Timeline timeline = Timeline.EMPTY;
        for (int i = 0; i < entries; i++) {
            Attempt attempt = i % 3 == 2 ? ATTEMPT : null;
            timeline = timeline.plus(
                    "inc-1",
                    new TimelineEntry(minute(i), TimelineEntry.Kind.NOTE, "entry " + i, "anna", attempt, 0, null));
        }
        return timeline;
    }

    private static Chain.@Nullable Break follow(List<Link> links, Timeline of) {
        return Chain.follow("inc-1", links, of.folded(), of.head());
    }

    @Test
    void aTimelineAsItWasWrittenHolds() {
        for (int entries : new int[] {1, 2, 3, 199, 200, 201, 450}) {
            Timeline timeline = timeline(entries);
            assertThat(timeline.broken("inc-1")).isNull();
            assertThat(timeline.folded()).isEqualTo(Math.max(0, entries - Timeline.ENTRIES_MAX));
            assertThat(timeline.entries().getLast().number()).isEqualTo(entries);
        }
    }

    @Test
    void theHashOfTheFirstEntryIsWhatTheDocumentationSays() {
        TimelineEntry first = timeline(1).entries().getFirst();

        // From: printf '17:tocsin-timeline-15:inc-1' | sha256sum, and the same over the parts of the entry.
        assertThat(first.previous()).isEqualTo("5946cb0b40dc36392601a1b69cad4fa8628504de6873bac0b95f27c28b7e5f7c");
        assertThat(Chain.hash("", first)).isEqualTo("e6a89578ca8c4e399374215ce7d9964aa96077262247f8fb8a6beec7025518a6");
    }

    @Test
    void anEntryThatWasChangedIsNamed() {
        for (int seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            Timeline timeline = timeline(2 + random.nextInt(250));
            List<Link> links = new ArrayList<>(timeline.links());
            int at = random.nextInt(links.size());
            Link link = links.get(at);
            links.set(at, new Link(changed(link.entry(), random), link.hash()));

            assertThat(Objects.requireNonNull(follow(links, timeline)).number())
                    .as("seed %d", seed)
                    .isEqualTo(link.number());
        }
    }

    private static TimelineEntry changed(TimelineEntry entry, Random random) {
        TimelineEntry.Kind kind = entry.kind();
        return switch (random.nextInt(entry.attempt() == null ? 5 : 6)) {
            case 0 -> entry(entry, kind, entry.text() + " ", entry.by(), entry.attempt());
            case 1 -> entry(entry, kind, entry.text(), "bob", entry.attempt());
            case 2 -> entry(entry, TimelineEntry.Kind.RESOLVED, entry.text(), entry.by(), entry.attempt());
            case 3 ->
                new TimelineEntry(
                        entry.at().plusNanos(1),
                        kind,
                        entry.text(),
                        entry.by(),
                        entry.attempt(),
                        entry.number(),
                        entry.previous());
            // The same letters on the other side of a border.
            case 4 -> entry(entry, kind, "y 1" + entry.text(), entry.by().substring(1), entry.attempt());
            default -> entry(entry, kind, entry.text(), entry.by(), null);
        };
    }

    private static TimelineEntry entry(
            TimelineEntry of, TimelineEntry.Kind kind, String text, String by, @Nullable Attempt attempt) {
        return new TimelineEntry(of.at(), kind, text, by, attempt, of.number(), of.previous());
    }

    /** Whoever changes an entry may compute its hash anew: then the one behind it does not follow any more. */
    @Test
    void aChangeWithAHashToMatchIsFound() {
        for (int entries : new int[] {1, 2, 50, 300}) {
            Timeline timeline = timeline(entries);
            for (int at = 0; at < timeline.links().size(); at++) {
                List<Link> links = new ArrayList<>(timeline.links());
                Link link = links.get(at);
                TimelineEntry other = entry(link.entry(), link.entry().kind(), "nothing happened", "anna", null);
                String first = at == 0 ? "" : links.getFirst().hash();
                links.set(at, new Link(other, Chain.hash(first, other)));

                assertThat(follow(links, timeline))
                        .as("entry %d of %d", at, entries)
                        .isNotNull();
            }
        }
    }

    @Test
    void whatWasTakenOutPutInMovedOrCutOffIsFound() {
        for (int seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            Timeline timeline = timeline(3 + random.nextInt(250));
            List<Link> links = new ArrayList<>(timeline.links());
            int at = random.nextInt(links.size() - 1);
            switch (random.nextInt(4)) {
                case 0 -> links.remove(at);
                case 1 -> links.add(at, links.get(random.nextInt(links.size())));
                case 2 -> links.add(at, links.remove(at + 1));
                default -> links.removeLast();
            }

            assertThat(follow(links, timeline)).as("seed %d", seed).isNotNull();
        }
    }

    @Test
    void theTimelineOfAnotherIncidentIsFound() {
        assertThat(timeline(3).broken("inc-2")).isNotNull();
    }

    /** Who takes entries out may say that they were folded away; but only a timeline of full length lacks any. */
    @Test
    void whatWasTakenOutAsIfItWereFoldedIsFound() {
        for (int entries : new int[] {5, 200, 230}) {
            Timeline timeline = timeline(entries);
            for (int at = 1; at < timeline.links().size() - 1; at++) {
                List<Link> links = new ArrayList<>(timeline.links());
                links.remove(at);

                assertThat(Chain.follow("inc-1", links, timeline.folded() + 1, timeline.head()))
                        .as("entry %d of %d", at, entries)
                        .isNotNull();
            }
        }
    }

    @Test
    void attemptsThatOthersFollowAreToldUpToABound() {
        Timeline timeline = timeline(200);
        Attempt last = new Attempt(
                "a1", "page", "anna", "person/anna/email", 9, Attempt.Outcome.FAILED, "550 no", Duration.ofMillis(12));

        assertThat(timeline.takes(ATTEMPT)).isFalse();
        assertThat(timeline.takes(last)).isTrue();
        assertThat(timeline(20).takes(ATTEMPT)).isTrue();
    }

    @Test
    void whatWasWrittenBeforeThereWereHashesIsSealedAsItStands() {
        List<TimelineEntry> old = timeline(200).entries().stream()
                .map(entry -> new TimelineEntry(entry.at(), entry.kind(), entry.text(), entry.by()))
                .toList();

        Timeline sealed = new Timeline(old, 7).sealed("inc-1");

        assertThat(sealed.broken("inc-1")).isNull();
        assertThat(sealed.folded()).isEqualTo(7);
        assertThat(sealed.entries())
                .extracting(TimelineEntry::number)
                .startsWith(1, 9, 10)
                .endsWith(207);
        assertThat(sealed.sealed("inc-1")).isSameAs(sealed);
        assertThat(sealed.plus("inc-1", old.getFirst()).broken("inc-1")).isNull();
    }
}

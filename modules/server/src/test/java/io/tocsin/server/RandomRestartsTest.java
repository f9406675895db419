package io.tocsin.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.escalation.Incident;
import io.tocsin.escalation.Signal;
import io.tocsin.model.Outcome;
import io.tocsin.server.AlertLab.Sent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Random stories, each told again with a crash after each of its steps: the same people must be paged for the same levels. */
class RandomRestartsTest {
    private static final int STORIES = 6;
    private static final int ACTIONS = 14;

    /** What an incident, a level and a person have in common with no other page. */
    private static String page(Sent sent) {
        return sent.notice().id() + " " + sent.to() + ": "
                + sent.notice().briefing().why().replace("(repeat) ", "");
    }

    /** Something that happens at some time. */
    private record Action(Duration pause, int kind, int which) {
        static Action random(Random random) {
            Duration[] pauses = {
                Duration.ZERO,
                Duration.ofMillis(50),
                Duration.ofSeconds(3),
                Duration.ofSeconds(30),
                Duration.ofMinutes(4),
                Duration.ofMinutes(16)
            };
            return new Action(pauses[random.nextInt(pauses.length)], random.nextInt(10), random.nextInt(3));
        }

        void happen(AlertLab lab) {
            String name = "Rule" + which;
            List<Incident> incidents = lab.incidents();
            switch (kind) {
                case 0, 1, 2, 3 -> lab.fires(name);
                case 4 -> {
                    if (lab.isFiring(name)) lab.ends(name);
                }
                case 5 -> act(lab, incidents, new Signal.Acknowledge("anna", null, null));
                case 6 -> act(lab, incidents, new Signal.Unacknowledge("anna"));
                case 7 -> act(lab, incidents, new Signal.Resolve("bob"));
                case 8 -> act(lab, incidents, new Signal.EscalateNow("bob"));
                default -> {}
            }
        }

        private void act(AlertLab lab, List<Incident> incidents, Signal signal) {
            if (!incidents.isEmpty())
                lab.desk().people().act(incidents.get(which % incidents.size()).id(), signal);
        }
    }

    private static List<Action> story(long seed) {
        Random random = new Random(seed);
        List<Action> story = new ArrayList<>();
        for (int i = 0; i < ACTIONS; i++) story.add(Action.random(random));
        return story;
    }

    /** When a crash comes. */
    private enum Crash {
        NEVER,
        /** The step is on the disk, and nothing that it wants has been done. */
        BEFORE_SENDING,
        /** Everything was sent, and no answer was heard. */
        AFTER_SENDING
    }

    private static AlertLab tell(String folder, List<Action> story, long seed, Crash crash, int step) {
        AlertLab lab = new AlertLab(folder);
        lab.worldAnswers(sent -> answer(sent, seed));
        if (crash == Crash.BEFORE_SENDING) {
            lab.journal.afterEach(() -> {
                if (lab.journal.size() == step) lab.crashNow(Duration.ZERO);
            });
        } else if (crash == Crash.AFTER_SENDING) {
            lab.journal.afterEach(() -> {
                if (lab.journal.size() == step) lab.crashNow(AlertLab.ANSWER.dividedBy(2));
            });
        }
        for (Action action : story) {
            lab.pass(action.pause());
            action.happen(lab);
        }
        lab.pass(Duration.ofMinutes(40));
        return lab;
    }

    /** Depends on the message only, so that a crash does not change it. */
    private static Outcome answer(Sent sent, long seed) {
        boolean hopeless = new Random(seed ^ sent.notice().id().hashCode()).nextInt(8) == 0;
        return hopeless ? new Outcome.Permanent("no such user") : new Outcome.Delivered("ok", "");
    }

    private static Set<String> pages(AlertLab lab) {
        Set<String> pages = new TreeSet<>();
        lab.pages().forEach(sent -> pages.add(page(sent)));
        return pages;
    }

    private static void compare(String folder, int stories, Crash crash) {
        for (long seed = 1; seed <= stories; seed++) {
            List<Action> story = story(seed);
            AlertLab calm = tell(folder, story, seed, Crash.NEVER, 0);
            for (int step = 1; step <= calm.journal.size(); step++) {
                AlertLab crashed = tell(folder, story, seed, crash, step);
                String where = "seed " + seed + ", crash at step " + step;
                assertThat(pages(crashed)).as(where).isEqualTo(pages(calm));
                assertThat(twice(crashed)).as(where + ": paged twice").isEmpty();
            }
        }
    }

    private static List<String> twice(AlertLab lab) {
        Set<String> seen = new TreeSet<>();
        return lab.pages().stream()
                .filter(sent -> !sent.isRepeat())
                .map(RandomRestartsTest::page)
                .filter(page -> !seen.add(page))
                .toList();
    }

    @Test
    void aCrashBeforeSendingChangesNobodysPages() {
        compare("lab", STORIES, Crash.BEFORE_SENDING);
    }

    @Test
    void aCrashBeforeSendingChangesNobodysPagesWhereRulesPlanThem() {
        compare("lab-people", STORIES / 2, Crash.BEFORE_SENDING);
    }

    @Test
    void aCrashBeforeTheAnswersChangesNobodysPages() {
        compare("lab", STORIES, Crash.AFTER_SENDING);
    }
}

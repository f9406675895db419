package io.tocsin.server.simulate;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Makes up a story from a seed: the same seed and length, the same story. */
final class StoryMaker {
    /** Shorter than that nothing comes to its end. */
    private static final long SHORTEST = Story.CALM + Story.hours(4);

    private static final List<String> SUBJECTS = List.of("usual-1", "usual-2", "again-1", "hollow-1", "plain-1");
    private static final List<String> CHANNELS = List.of("slack", "email");

    /** How long something fires, and how long it is quiet in between: around every limit that the rules know. */
    private static final long[] FIRING = {
        Story.minutes(1), Story.minutes(8), Story.minutes(21), Story.hours(2), Story.hours(9), Story.hours(60)
    };

    private static final long[] QUIET = {Story.minutes(6), Story.minutes(9), Story.minutes(25), Story.hours(5)};
    private static final long[] AFTER = {Story.seconds(4), Story.minutes(2), Story.minutes(14), Story.hours(1)};
    private static final long[] AWAY = {0, 50, Story.seconds(3), Story.minutes(4), Story.minutes(50)};
    private static final long[] STEPS = {
        Story.seconds(1), Story.minutes(3), Story.minutes(20), Story.hours(3), Story.hours(24)
    };
    private static final int[] DILIGENCE = {0, 50, 90, 90};
    private static final long[] WEATHER = {Story.seconds(30), Story.minutes(10), Story.hours(2)};

    private final SplittableRandom random;

    /** Apart, so that what seeds told before there were these, they still tell. */
    private final SplittableRandom clocks;

    private final long end;
    private final List<Act> acts = new ArrayList<>();

    private StoryMaker(long seed, long length) {
        // Taken as it is: a multiple of the constant that the generator adds would give neighbouring seeds the same
        // numbers,
        // one further on.
        random = new SplittableRandom(seed);
        clocks = new SplittableRandom(~seed);
        end = length - Story.CALM;
    }

    static Story of(long seed, int days) {
        long length = Math.max(SHORTEST, Story.hours(24L * days));
        StoryMaker maker = new StoryMaker(seed, length);
        return new Story(seed, maker.acts(), maker.oneOf(DILIGENCE), length);
    }

    private List<Act> acts() {
        for (String subject : SUBJECTS) {
            if (chance(80)) fires(subject, "a");
            if (chance(30)) fires(subject, "b");
        }
        if (chance(15)) storm();
        int answers = random.nextInt(14);
        for (int i = 0; i < answers; i++) answer();
        int silences = random.nextInt(3);
        for (int i = 0; i < silences; i++) {
            acts.add(new Act.Hushes(someTime(), oneOf(SUBJECTS), Story.minutes(5 + random.nextInt(300))));
        }
        if (chance(60)) times(3, this::weather);
        if (chance(60)) faults();
        else if (clocks.nextInt(100) < 30) setBack();
        return numbered();
    }

    private void faults() {
        if (chance(80)) times(5, this::crash);
        if (chance(30)) times(2, this::disk);
        if (chance(25)) times(2, () -> acts.add(new Act.Reloads(someTime(), random.nextInt(Company.EDITIONS))));
        if (chance(25)) times(2, this::clock);
    }

    private void times(int most, Runnable part) {
        for (int i = 1 + random.nextInt(most); i > 0; i--) part.run();
    }

    private void fires(String subject, String instance) {
        long at = random.nextLong(end / 2);
        while (at < end) {
            acts.add(new Act.Begins(at, subject, instance));
            at += oneOf(FIRING) + Story.seconds(random.nextInt(300));
            if (at >= end) return;
            acts.add(new Act.Ends(at, subject, instance));
            at += oneOf(QUIET) + Story.seconds(random.nextInt(60));
        }
    }

    private void storm() {
        long at = someTime();
        String plan = chance(50) ? Company.PLAIN : "usual";
        long lasting = Math.min(end - 1 - at, Story.minutes(3 + random.nextInt(40)));
        int count = 10 + random.nextInt(25);
        for (int i = 0; i < count; i++) {
            acts.add(new Act.Begins(at + random.nextInt(900), plan + "-" + (100 + i), "a"));
            acts.add(new Act.Ends(at + lasting + 1_000, plan + "-" + (100 + i), "a"));
        }
    }

    /** Mostly a while after something began. Now and then two people act at the same moment. */
    private void answer() {
        List<Act.Begins> begun = acts.stream()
                .filter(Act.Begins.class::isInstance)
                .map(Act.Begins.class::cast)
                .toList();
        if (begun.isEmpty()) return;
        Act.Begins cause = begun.get(random.nextInt(begun.size()));
        long at = Math.min(end, cause.at() + Story.seconds(10) + random.nextLong(oneOf(AFTER)));
        acts.add(new Act.Answers(at, verb(), oneOf(Company.PEOPLE), cause.subject()));
        if (chance(15)) acts.add(new Act.Answers(at, verb(), oneOf(Company.PEOPLE), cause.subject()));
    }

    private Act.Verb verb() {
        return chance(40) ? Act.Verb.ACKNOWLEDGE : oneOf(Act.Verb.values());
    }

    private void weather() {
        Act.Weather weather = oneOf(Act.Weather.values());
        long at = someTime();
        acts.add(new Act.Blows(at, oneOf(CHANNELS), weather, Math.min(oneOf(WEATHER), end - at)));
    }

    private void crash() {
        Act.Moment moment = oneOf(Act.Moment.values());
        long at = chance(70) ? afterSomething() : someTime();
        acts.add(new Act.Crashes(at, moment, Math.min(oneOf(AWAY), end - at)));
    }

    /** Where something is under way. */
    private long afterSomething() {
        if (acts.isEmpty()) return someTime();
        return Math.min(end - 1, acts.get(random.nextInt(acts.size())).at() + random.nextInt(11_000));
    }

    private void disk() {
        long at = afterSomething();
        Act.Disk disk = chance(50) ? Act.Disk.FULL : Act.Disk.UNSURE;
        acts.add(new Act.Fails(at, disk, Math.min(oneOf(WEATHER), end - at)));
    }

    private void clock() {
        long by = oneOf(STEPS);
        acts.add(new Act.SetsClock(someTime(), chance(50) ? by : -by));
    }

    /** Nothing else is wrong, so that everything can be foretold: while something waits, as a rule. */
    private void setBack() {
        for (int i = 1 + clocks.nextInt(3); i > 0; i--) {
            long since =
                    acts.isEmpty() ? 0 : acts.get(clocks.nextInt(acts.size())).at();
            long at = Math.min(end - 1, since + Story.seconds(3 + clocks.nextInt(1_800)));
            acts.add(new Act.SetsClock(at, -STEPS[clocks.nextInt(STEPS.length)]));
        }
    }

    /** Each act has a fraction of a second of its own, so that no two of them, nor what follows from them, coincide by chance. */
    private List<Act> numbered() {
        List<Act> numbered = new ArrayList<>();
        for (int i = 0; i < acts.size(); i++)
            numbered.add(at(acts.get(i), acts.get(i).at() / 1000 * 1000 + i % 1000));
        return numbered;
    }

    private static Act at(Act act, long at) {
        return switch (act) {
            case Act.Begins begins -> new Act.Begins(at, begins.subject(), begins.instance());
            case Act.Ends ends -> new Act.Ends(at, ends.subject(), ends.instance());
            case Act.Answers answers -> new Act.Answers(at, answers.verb(), answers.who(), answers.subject());
            case Act.Hushes hushes -> new Act.Hushes(at, hushes.subject(), hushes.lasting());
            case Act.Crashes crashes -> new Act.Crashes(at, crashes.moment(), crashes.away());
            case Act.Reloads reloads -> new Act.Reloads(at, reloads.edition());
            case Act.SetsClock sets -> new Act.SetsClock(at, sets.by());
            case Act.Blows blows -> new Act.Blows(at, blows.channel(), blows.weather(), blows.lasting());
            case Act.Fails fails -> new Act.Fails(at, fails.disk(), fails.lasting());
        };
    }

    private long someTime() {
        return random.nextLong(end);
    }

    private boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    private long oneOf(long[] values) {
        return values[random.nextInt(values.length)];
    }

    private int oneOf(int[] values) {
        return values[random.nextInt(values.length)];
    }

    private <T> T oneOf(T[] values) {
        return values[random.nextInt(values.length)];
    }

    private String oneOf(List<String> values) {
        return values.get(random.nextInt(values.size()));
    }
}

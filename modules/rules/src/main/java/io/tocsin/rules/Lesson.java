package io.tocsin.rules;

import java.io.IOException;
import java.util.Arrays;

/** What a profile will learn from an event when the watermark has passed it. */
final class Lesson implements PendingEvent {
    private final long at;
    private final ProfileState profile;
    private final Key key;
    private final double[] numbers;
    private final String[] texts;

    Lesson(long at, ProfileState profile, Key key, double[] numbers, String[] texts) {
        this.at = at;
        this.profile = profile;
        this.key = key;
        this.numbers = numbers;
        this.texts = texts;
    }

    @Override
    public long at() {
        return at;
    }

    ProfileState profile() {
        return profile;
    }

    Key key() {
        return key;
    }

    /** By number field of the profile; NaN where the event has none. Not to be written to. */
    double[] numbers() {
        return numbers;
    }

    /** By text field of the profile; empty where the event has none. Not to be written to. */
    String[] texts() {
        return texts;
    }

    /**
     * Sums of doubles depend on their order, so events of one millisecond are sorted by what they say. Equal ones are as good
     * as each other.
     */
    int compareSameTime(Lesson other) {
        int byProfile = profile.shape()
                .profile()
                .name()
                .compareTo(other.profile.shape().profile().name());
        if (byProfile != 0) return byProfile;
        int byKey = key.compareTo(other.key);
        if (byKey != 0) return byKey;
        int byNumbers = Arrays.compare(numbers, other.numbers);
        return byNumbers != 0 ? byNumbers : Arrays.compare(texts, other.texts);
    }

    void save(StateOut out) throws IOException {
        out.number(at);
        key.save(out);
        for (double number : numbers) out.real(number);
        for (String text : texts) out.text(text);
    }

    static Lesson load(StateIn in, ProfileState profile) throws IOException {
        long at = in.number();
        Key key = Key.load(in, profile.shape().profile().by().size());
        double[] numbers = new double[profile.shape().numbers()];
        for (int i = 0; i < numbers.length; i++) numbers[i] = in.real();
        String[] texts = new String[profile.shape().texts()];
        for (int i = 0; i < texts.length; i++) texts[i] = in.text();
        return new Lesson(at, profile, key, numbers, texts);
    }
}

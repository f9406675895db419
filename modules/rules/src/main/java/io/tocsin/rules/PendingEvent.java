package io.tocsin.rules;

/**
 * An event that waits for the watermark, in the order in which they are taken then: by time; of one millisecond first what is
 * asked, so that no event is compared with itself or with one that happened at once.
 */
sealed interface PendingEvent extends Comparable<PendingEvent> permits Lesson, Question {
    long at();

    @Override
    default int compareTo(PendingEvent other) {
        int byTime = Long.compare(at(), other.at());
        if (byTime != 0) return byTime;
        return switch (this) {
            case Question question -> other instanceof Question ? 0 : -1;
            case Lesson lesson -> other instanceof Lesson second ? lesson.compareSameTime(second) : 1;
        };
    }
}

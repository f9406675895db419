package io.tocsin.testkit;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * What a fake has received, in order of arrival. Any thread may read; readers get snapshots.
 *
 * @param <T> an immutable message
 */
final class Inbox<T> {
    private final CopyOnWriteArrayList<T> items = new CopyOnWriteArrayList<>();
    private final CopyOnWriteArrayList<Consumer<T>> watchers = new CopyOnWriteArrayList<>();

    void add(T item) {
        items.add(item);
        tell(item);
    }

    /** Changes the first item that matches; false when none does. */
    boolean replace(Predicate<T> which, UnaryOperator<T> change) {
        for (int i = 0; i < items.size(); i++) {
            if (!which.test(items.get(i))) continue;
            T changed = change.apply(items.get(i));
            items.set(i, changed);
            tell(changed);
            return true;
        }
        return false;
    }

    List<T> all() {
        return List.copyOf(items);
    }

    void watch(Consumer<T> watcher) {
        watchers.add(watcher);
    }

    /**
     * The first item that matches, be it here already or still to come; fails with a TimeoutException.
     *
     * <p>The watcher is set before the list is read, so that nothing slips in between.
     */
    CompletableFuture<T> next(Predicate<T> which, Duration patience) {
        CompletableFuture<T> found = new CompletableFuture<>();
        Consumer<T> watcher = item -> {
            if (which.test(item)) found.complete(item);
        };
        watchers.add(watcher);
        items.stream().filter(which).findFirst().ifPresent(found::complete);
        return found.orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS)
                .whenComplete((item, failure) -> watchers.remove(watcher));
    }

    private void tell(T item) {
        watchers.forEach(watcher -> watcher.accept(item));
    }
}

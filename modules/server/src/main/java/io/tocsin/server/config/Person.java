package io.tocsin.server.config;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Somebody who can be woken.
 *
 * @param user the name by which schedules and policies know them
 * @param name how people call them
 * @param contacts channel (slack, email, pagerduty) to address, in the order of preference; a page goes to all of them,
 *     unless the notification rules of this user say otherwise
 */
public record Person(String user, String name, Map<String, String> contacts) {
    public Person {
        contacts = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(contacts));
    }
}

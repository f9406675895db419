package io.tocsin.server.config;

/**
 * Who hears that a schedule went to another person.
 *
 * @param incoming whether those who come on call do
 * @param outgoing whether those whose shift is over do
 * @param receiver of routing.yml that is told too; empty for none
 */
public record HandoffRule(boolean incoming, boolean outgoing, String receiver) {
    /** What {@code handoff: true} means. */
    static final HandoffRule INCOMING = new HandoffRule(true, false, "");
}

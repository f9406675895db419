package io.tocsin.server;

import io.tocsin.model.Notice;
import io.tocsin.notify.Wording;

/**
 * A notice as it leaves: with the destination and the words that the configuration of today has for it.
 *
 * @param wording whose words it uses
 */
record Leaving(Notice notice, Wording wording) {}

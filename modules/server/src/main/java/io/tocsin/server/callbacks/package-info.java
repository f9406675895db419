/** The ways back: what people answer in Slack, in PagerDuty and by text message, taken only with the proof of who sends it. */
@NullMarked
package io.tocsin.server.callbacks;

import org.jspecify.annotations.NullMarked;

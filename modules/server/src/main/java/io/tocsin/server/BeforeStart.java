package io.tocsin.server;

import io.tocsin.model.Alert;
import java.util.List;

/**
 * What the alerts knew of the rules when the process ended.
 *
 * @param firing alerts that fired
 * @param owing what rules owed that were reading their past
 * @param heard the position up to which all that the other rules found was heard; -1 for nothing
 */
record BeforeStart(List<Alert> firing, List<Owing> owing, long heard) {
    BeforeStart {
        firing = List.copyOf(firing);
        owing = List.copyOf(owing);
    }
}

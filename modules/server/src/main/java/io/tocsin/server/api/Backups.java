package io.tocsin.server.api;

import io.tocsin.server.api.Custody.Order;
import io.tocsin.store.BackupResult;
import io.vertx.core.Future;
import java.nio.file.Path;
import java.util.List;

/** Backups of everything that is stored, while the server works on it. */
public interface Backups {
    /**
     * Makes a backup; the audit log has it before it begins. Fails with {@link UnderWayException} while another one is made,
     * with IllegalArgumentException for a folder that cannot hold one, and with an IOException, in words for an operator, when
     * something cannot be read or written; the backups before are as they were then.
     *
     * @param target an absolute path, made where it is missing
     * @param keep how many backups stay there, at least 1
     */
    Future<BackupResult> backup(Order order, Path target, int keep);

    /** The numbers of the backups in a folder, the oldest first; none where there is no such folder. */
    Future<List<Long>> backups(Path target);
}

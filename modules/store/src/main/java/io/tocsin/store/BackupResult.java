package io.tocsin.store;

/**
 * A finished backup.
 *
 * @param number of the backup, growing
 * @param files that it is made of
 * @param bytes of those files
 * @param filesCopied those that the target lacked
 * @param bytesCopied of those
 */
public record BackupResult(long number, int files, long bytes, int filesCopied, long bytesCopied) {}

package io.tocsin.store;

/** Everything that {@link EventStore} promises, for each implementation. */
abstract class StoreContract
        implements SearchContract,
                PagingContract,
                PatienceContract,
                ReplayContract,
                TableContract,
                DeletionContract,
                PartitionContract,
                LoadContract,
                AgreementContract {}

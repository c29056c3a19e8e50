using Engagement.Data;

namespace Engagement.Discovery.Terms;

internal static class TermLock
{
    /// <summary>Waits for and keeps all terms until the transaction ends: the last lock of a transaction. What is read of terms after it is so.</summary>
    public static Task LockTermsAsync(this WriteTransaction transaction, CancellationToken cancel) =>
        transaction.LockAsync("Terms", [Term.AllId], shared: false, cancel);
}

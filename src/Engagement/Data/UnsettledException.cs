namespace Engagement.Data;

/// <summary>
/// The connection was lost at commit and the database could not be asked whether it held. Never tried again by itself: a
/// caller who sent an idempotency key can.
/// </summary>
internal sealed class UnsettledException(long marker) : Exception($"Whether the transaction with marker {marker} was committed is not known.");

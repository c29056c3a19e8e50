namespace Engagement.Data;

/// <summary>More is asked than the service can take just now; answered as OVERLOADED. Nothing was written.</summary>
internal sealed class OverloadedException(TimeSpan retryAfter) : Exception("The service is overloaded.")
{
    /// <summary>When to try again.</summary>
    public TimeSpan RetryAfter => retryAfter;
}

namespace Engagement.Data;

/// <summary>Where readers reach this service.</summary>
internal sealed class SiteAddress(SiteOptions options)
{
    /// <summary>The address that the process listens on; the host says it once it does.</summary>
    public string? Listening { get; set; }

    /// <summary>Without a slash at its end. Never what a request calls the host: it could be anything. Null: nobody said, as in a command.</summary>
    public string? BaseUrl => (options.BaseUrl ?? Listening)?.TrimEnd('/');
}

namespace Engagement.Data;

/// <summary>Where readers reach this service.</summary>
internal sealed class SiteAddress(SiteOptions options)
{
    /// <summary>The address that the process listens on, where that is what a browser uses too: in development.</summary>
    public string? Listening { get; set; }

    /// <summary>Without a slash at its end. Never what a request calls the host: it could be anything. Null: nobody said.</summary>
    public string? BaseUrl => (string.IsNullOrEmpty(options.BaseUrl) ? Listening : options.BaseUrl)?.TrimEnd('/');
}

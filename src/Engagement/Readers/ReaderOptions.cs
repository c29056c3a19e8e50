namespace Engagement.Readers;

/// <summary>What is taken of readers' tokens; section <c>Readers</c>.</summary>
public sealed class ReaderOptions
{
    /// <summary>Hosts that pictures may come from, compared without case. Default none: no pictures.</summary>
    public IList<string> PictureHosts { get; } = [];

    /// <summary>How long after a token was taken the next one may change the reader. Default 10 minutes.</summary>
    public TimeSpan RefreshInterval { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>The picture, percent-encoded, if it is an https URL on an allowed host and within the length so; else null.</summary>
    public string? AllowedPicture(string? url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Scheme == Uri.UriSchemeHttps && uri.UserInfo.Length == 0
        && PictureHosts.Contains(uri.Host, StringComparer.OrdinalIgnoreCase)
        && uri.AbsoluteUri is { Length: <= Caller.MaxPictureLength } picture
            ? picture
            : null;
}

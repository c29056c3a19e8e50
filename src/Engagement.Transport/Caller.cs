using System.Security.Claims;

namespace Engagement.Transport;

/// <summary>Who asks. Over HTTP known for each request, on a socket captured once at `connection_init`.</summary>
/// <param name="User">The principal; without an authenticated identity the caller is anonymous.</param>
/// <param name="ExpiresAt">When a socket of this caller is closed with 4491; null for never.</param>
public sealed record Caller(ClaimsPrincipal User, DateTimeOffset? ExpiresAt = null)
{
    /// <summary>A caller of whom nothing is known.</summary>
    public static Caller Anonymous { get; } = new(new ClaimsPrincipal(new ClaimsIdentity()));
}

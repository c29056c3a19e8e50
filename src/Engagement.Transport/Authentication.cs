using System.Diagnostics.CodeAnalysis;

namespace Engagement.Transport;

/// <summary>What an <see cref="ICallerAuthenticator"/> found: a caller (anonymous ones too) or a refusal.</summary>
public sealed class Authentication
{
    private Authentication(Caller? caller, string? refusal) => (Caller, Refusal) = (caller, refusal);

    /// <summary>The caller; null if refused.</summary>
    public Caller? Caller { get; }

    /// <summary>Why not, in English, without secrets; shown to the client. Null if accepted.</summary>
    public string? Refusal { get; }

    [MemberNotNullWhen(true, nameof(Caller))]
    [MemberNotNullWhen(false, nameof(Refusal))]
    internal bool IsAccepted => Caller is not null;

    /// <summary>The operation or socket goes on as this caller.</summary>
    public static Authentication Accept(Caller caller) => new(caller, null);

    /// <summary>Over HTTP 401 UNAUTHENTICATED, on a socket 4403 with the reason.</summary>
    public static Authentication Refuse(string reason) => new(null, reason);
}

using Engagement.Graph;

namespace Engagement.Articles;

/// <summary>
/// Reads tickets: what a publisher signs for a page whose article may not be registered yet. The host says whose tickets are
/// believed; without a host there are none.
/// </summary>
internal interface IArticleTickets
{
    /// <summary>Checks signature, issuer, audience and time, and reads what is said of the article; that itself is not checked.</summary>
    Task<TicketReading> ReadAsync(string ticket, CancellationToken cancel);
}

/// <summary>What a ticket says.</summary>
/// <param name="Article">Null if the ticket is refused, but for one whose time has passed: it says which article a repeated post was for.</param>
/// <param name="Refusal">Null if it is believed.</param>
internal sealed record TicketReading(ArticleInput? Article, InvalidTicket? Refusal)
{
    public static TicketReading Refused(TicketProblem problem, string message, ArticleInput? article = null) => new(article, new(message, ["ticket"], problem));
}

/// <summary>The ticket is not believed. With a new one from the publisher's page the same can be tried again.</summary>
/// <param name="Message">English, for developers.</param>
/// <param name="Path">The field with the ticket.</param>
/// <param name="TicketProblem">What is wrong; not `problem`, which is of another type in InvalidInput, so that one document can select both.</param>
internal sealed record InvalidTicket(string Message, IReadOnlyList<string>? Path, TicketProblem TicketProblem) : UserError(Message, Path);

/// <summary>What is wrong with a ticket.</summary>
internal enum TicketProblem
{
    /// <summary>This site takes no tickets.</summary>
    Off,

    /// <summary>It is no signed JSON Web Token, or a claim is missing or of another type.</summary>
    Malformed,

    /// <summary>It is not signed by a key of the publisher's.</summary>
    Signature,

    /// <summary>It has another issuer.</summary>
    Issuer,

    /// <summary>It is made for another service.</summary>
    Audience,

    /// <summary>Its time has passed.</summary>
    Expired,

    /// <summary>Its time has not come.</summary>
    NotYetValid,
}

/// <summary>Where no tickets are taken.</summary>
internal sealed class NoTickets : IArticleTickets
{
    public static TicketReading Off { get; } = TicketReading.Refused(TicketProblem.Off, "This site takes no tickets.");

    public Task<TicketReading> ReadAsync(string ticket, CancellationToken cancel) => Task.FromResult(Off);
}

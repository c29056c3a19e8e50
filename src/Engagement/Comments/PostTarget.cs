using Engagement.Articles;
using Engagement.Graph;

namespace Engagement.Comments;

/// <summary>The article that a post names, by its id or by a ticket.</summary>
/// <param name="ArticleId">Null if the id names nothing, or by ticket.</param>
/// <param name="Ticket">What the ticket says, checked; null by id, or if there is an error.</param>
/// <param name="Name">The same for all that names the same: part of what an idempotency key is bound to.</param>
/// <param name="Error">Why it names nothing.</param>
internal sealed record PostTarget(long? ArticleId, ArticleDraft? Ticket, string Name, IUserError? Error)
{
    /// <summary>The name of a field that names an article.</summary>
    public static string FieldOf(ArticleDraft? ticket) => ticket is null ? "articleId" : "ticket";

    public static async Task<PostTarget> ReadAsync(PostCommentInput input, IArticleTickets tickets, CancellationToken cancel) => input switch
    {
        { ArticleId: { } id, Ticket: null } => ById(id),
        { ArticleId: null, Ticket: { } ticket } => ByTicket(ticket, await tickets.ReadAsync(ticket, cancel)),
        { ArticleId: null } => new(null, null, "", new InvalidInput("Give `articleId` or `ticket`.", ["articleId"], InputProblem.Missing)),
        _ => new(null, null, "", new InvalidInput("Give `articleId` or `ticket`, not both.", ["ticket"], InputProblem.Malformed)),
    };

    private static PostTarget ById(string id) => ArticleView.ParseId(id) is { } articleId
        ? new(articleId, null, id, null)
        : new(null, null, id, PostComment.NoArticle);

    /// <summary>A repeat may come with a newer ticket for the same article, or with one whose time has passed: the key tells.</summary>
    private static PostTarget ByTicket(string ticket, TicketReading reading)
    {
        var name = $"ticket {reading.Key ?? ticket}";
        if (reading.Article is null)
            return new(null, null, name, reading.Refusal);
        var errors = new List<UserError>();
        var draft = ArticleCheck.Run(reading.Article, ["ticket"], errors);
        return new(null, draft, name, errors.FirstOrDefault());
    }
}

using Engagement.Articles;
using Engagement.Graph;

namespace Engagement.Comments;

/// <summary>The article that a post names, by its id or by a ticket.</summary>
/// <param name="ArticleId">Null if the id names nothing, or by ticket.</param>
/// <param name="Ticket">What the ticket says, checked; null by id, or if it is not to be believed. One whose time has passed still names its article.</param>
/// <param name="Error">Why nothing is posted there; a repeat is answered all the same where it names the article.</param>
internal sealed record PostTarget(long? ArticleId, ArticleDraft? Ticket, IUserError? Error)
{
    /// <summary>The name of a field that names an article.</summary>
    public static string FieldOf(ArticleDraft? ticket) => ticket is null ? "articleId" : "ticket";

    public static async Task<PostTarget> ReadAsync(PostCommentInput input, IArticleTickets tickets, CancellationToken cancel) => input switch
    {
        { ArticleId: { } id, Ticket: null } => ById(id),
        { ArticleId: null, Ticket: { } ticket } => ByTicket(await tickets.ReadAsync(ticket, cancel)),
        { ArticleId: null } => new(null, null, new InvalidInput("Give `articleId` or `ticket`.", ["articleId"], InputProblem.Missing)),
        _ => new(null, null, new InvalidInput("Give `articleId` or `ticket`, not both.", ["ticket"], InputProblem.Malformed)),
    };

    private static PostTarget ById(string id) => ArticleView.ParseId(id) is { } articleId
        ? new(articleId, null, null)
        : new(null, null, PostComment.NoArticle);

    private static PostTarget ByTicket(TicketReading reading)
    {
        if (reading.Article is null)
            return new(null, null, reading.Refusal);
        var errors = new List<UserError>();
        var draft = ArticleCheck.Run(reading.Article, ["ticket"], errors);
        return new(null, draft, reading.Refusal ?? (IUserError?)errors.FirstOrDefault());
    }
}

using Engagement.Articles;
using Engagement.Data;
using Engagement.Graph;
using Engagement.Graph.Limits;
using GraphQL;

namespace Engagement.Shares;

internal sealed class ShareQueries(ShareReport report, SiteDays days, ArticleLoader articles)
{
    /// <summary>The most rows of one answer; a report as CSV has all.</summary>
    private const int Most = 400;

    /// <summary>
    /// What was shared on the days that the time touches, cut in the site's time zone; for publishers. Without rows where nothing was.
    /// At most 400 rows: the CSV has all. Errors: TOO_MANY for more than 366 days, INVALID_PAGE unless it ends after it starts.
    /// </summary>
    /// <param name="from">Its start.</param>
    /// <param name="to">Its end, after the start; an instant that belongs to the next day already is not in it.</param>
    /// <param name="by">What the rows are about.</param>
    /// <param name="articleId">Only this article; null: all.</param>
    [ListSize(Most)]
    public async Task<IEnumerable<ShareReportRow>> ShareReport(
        DateTime from, DateTime to, ShareReportBy by = ShareReportBy.Day, [Id] string? articleId = null, CancellationToken cancel = default)
    {
        if (to <= from)
            throw PageArguments.Error("`to` is after `from`.");
        var (first, last) = (days.Of(from), days.Of(to.AddTicks(-1)));
        if (new ReportDays(first, last).Problem is var (code, message))
            throw new ExecutionError(message) { Code = code };
        var only = articleId is null ? null : await articles.FindAsync(articleId, cancel);
        return only is null && articleId is not null ? [] : (await report.ReadAsync(first, last, by, only, cancel)).Take(Most);
    }
}

using Engagement.Data;

namespace Engagement.Articles;

/// <summary>
/// A page of the publisher's that readers talk under. Its row is the lock of everything below it, and carries the
/// versions: whoever changes an article, a comment of it or a tally goes through <see cref="ArticleWrite"/>.
/// </summary>
internal sealed class Article
{
    private Article() { }

    public static Article New(string key, DateTime now) => new() { Id = Ids.New(now), Key = key, CreatedAt = now, ShareCode = Articles.ShareCode.New() };

    public long Id { get; private set; }

    /// <summary>The publisher's own key; unique, 1–200 characters, compared exactly.</summary>
    public string Key { get; private set; } = "";

    /// <summary>Absolute http or https, without credentials, at most 2,000 characters.</summary>
    public string Url { get; set; } = "";

    /// <summary>
    /// SHA-256 of <see cref="Url"/>, hexadecimal; unique, because no engine indexes a text that long. Look-ups go through
    /// <see cref="ArticleAddress"/>, which knows more URLs as one.
    /// </summary>
    public string UrlHash { get; set; } = "";

    /// <summary>What short links name it by, see <see cref="Articles.ShareCode"/>; unique; null until it is filled in where an older version registered the article.</summary>
    public string? ShareCode { get; private set; }

    /// <summary>
    /// The article that this one was merged into, and which its id and key name since; null for all others. Never one that
    /// was merged itself.
    /// </summary>
    public long? MergedIntoId { get; private set; }

    /// <summary>
    /// The <see cref="Version"/> at which another article was last merged into this one; null if none was. It is above all that
    /// either had before, so that an earlier one may be the other's.
    /// </summary>
    public long? MergedVersion { get; private set; }

    /// <summary>1–300 characters.</summary>
    public string Title { get; set; } = "";

    public ArticleState State { get; set; } = ArticleState.Published;
    public DateTime? PublishedAt { get; set; }

    /// <summary>A language tag (RFC 5646) in lower case, at most 35 characters; null: not said.</summary>
    public string? Language { get; set; }

    /// <summary>Nothing is sold beside it but to campaigns that say that they may stand there.</summary>
    public bool IsSensitive { get; set; }

    /// <summary>Of the registration here, UTC.</summary>
    public DateTime CreatedAt { get; private set; }

    public CommentingState Commenting { get; set; } = CommentingState.Open;

    /// <summary>When the thread closes by itself, UTC.</summary>
    public DateTime? ClosesAt { get; set; }

    /// <summary>Shown to readers, at most 300 characters.</summary>
    public string? CommentingMessage { get; set; }

    /// <summary>How pages keep up with the thread; null: as the site says.</summary>
    public LiveMode? LiveMode { get; set; }

    /// <summary>Seconds between two polls of a page, 1–3,600; null: as the site says.</summary>
    public int? PollSeconds { get; set; }

    /// <summary>Grows with every visible change of the article or anything below it.</summary>
    public long Version { get; private set; }

    /// <summary>The <see cref="Version"/> of the last post, edit, change of state or of the settings.</summary>
    public long ContentVersion { get; private set; }

    /// <summary>The <see cref="Version"/> of the last change of the article's own fields, its thread's settings or its pins.</summary>
    public long SettingsVersion { get; private set; }

    /// <summary>The last sequence number given to a comment; never used twice.</summary>
    public long LastSeq { get; private set; }

    /// <summary>Shown comments at top level, tombstones included.</summary>
    public int ShownTopLevel { get; set; }

    /// <summary>Published comments of all depths.</summary>
    public int CommentCount { get; set; }

    /// <summary>Readers with at least one published comment.</summary>
    public int ParticipantCount { get; set; }

    /// <summary>The published comment with the highest sequence number, or 0.</summary>
    public long LastCommentSeq { get; set; }

    /// <summary>When that one was made, UTC.</summary>
    public DateTime? LastCommentAt { get; set; }

    /// <summary>The database's clock at the last change: how other replicas notice it.</summary>
    public DateTime ChangedAt { get; set; }

    /// <summary>Gives it a new code for short links, and stamps that. Returns the one before; null if there was none.</summary>
    public string? ReplaceShareCode()
    {
        var before = ShareCode;
        ShareCode = Articles.ShareCode.New();
        StampSettings();
        return before;
    }

    /// <summary>The next sequence number.</summary>
    public long TakeSeq() => ++LastSeq;

    /// <summary>Numbers up to <paramref name="seq"/> are not given again.</summary>
    public void SkipTo(long seq) => LastSeq = Math.Max(LastSeq, seq);

    /// <summary>The version of a change of content.</summary>
    public long StampContent() => ContentVersion = ++Version;

    /// <summary>The version of a change of tallies only.</summary>
    public long StampTally() => ++Version;

    /// <summary>The version of a change of the article's own fields, its thread's settings or its pins.</summary>
    public long StampSettings() => SettingsVersion = ContentVersion = ++Version;

    /// <summary>Another key, for articles that exchange theirs.</summary>
    public void Rename(string key) => Key = key;

    /// <summary>Lets go of the URL, which another row is to have: the index on URLs looks at each row as it is written.</summary>
    public void LeaveUrl() => UrlHash = $"none {Id}";

    /// <summary>
    /// Takes in another article and ends it: its row stays, so that its id and its key go on naming something. The version of
    /// both is above all that either had.
    /// </summary>
    public void TakeIn(Article other)
    {
        Version = Math.Max(Version, other.Version);
        MergedVersion = StampSettings();
        BeNamedBy(other);
    }

    /// <summary>Ends another article, so that its id and its key name this one.</summary>
    public void BeNamedBy(Article other)
    {
        other.MergedIntoId = Id;
        other.LeaveUrl(); // it is this one's to give away
        other.State = ArticleState.Unpublished; // for replicas of a version before merging
        other.Set(new CommentingSettings(CommentingState.Closed, null, null, null, null)); // nothing closes it later
        other.SettingsVersion = other.ContentVersion = other.Version = Version;
    }

    /// <summary>
    /// Whether what is stamped above <paramref name="after"/> is all that somebody lacks who has that version. A version from
    /// before a merge may be that of the article that went, and says nothing of what is here; 0 is before everything.
    /// </summary>
    public bool GoesOnFrom(long after) => after == 0 || MergedVersion is null || after >= MergedVersion;

    /// <summary>Follows what this one was merged into, when that is merged in turn.</summary>
    public void MergeOn(long articleId) => MergedIntoId = articleId;

    /// <summary>Replaces the thread's settings together and stamps them; false, and nothing changes, if they are these already.</summary>
    public bool Set(CommentingSettings settings)
    {
        if (settings == CommentingSettings.Of(this))
            return false;
        (Commenting, ClosesAt, CommentingMessage, LiveMode, PollSeconds) =
            (settings.State, settings.ClosesAt, settings.Message, settings.LiveMode, settings.PollSeconds);
        StampSettings();
        return true;
    }

    /// <summary>Whether a caller may see it.</summary>
    /// <param name="seesAll">Whether the caller may see articles that are not published.</param>
    public bool IsFor(bool seesAll) => State == ArticleState.Published || seesAll;

    /// <summary>What a reader meets at <paramref name="now"/>: a thread whose end has passed is closed.</summary>
    public CommentingState CommentingAt(DateTime now) => ClosesAt <= now ? CommentingState.Closed : Commenting;
}

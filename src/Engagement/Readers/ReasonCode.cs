namespace Engagement.Readers;

/// <summary>Why a comment was removed or reported, or a reader banned.</summary>
public enum ReasonCode
{
    Offensive = 1,
    Abusive = 2,
    Spam = 3,
    OffTopic = 4,
    Misinformation = 5,
    Illegal = 6,
    Other = 7,
}

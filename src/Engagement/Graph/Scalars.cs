using System.Globalization;
using Engagement.Data;
using GraphQL;
using GraphQL.Types;
using GraphQLParser.AST;

namespace Engagement.Graph;

/// <summary>A value that is carried as text of one form.</summary>
internal abstract class FormattedType<T> : ScalarGraphType where T : struct
{
    public override object? Serialize(object? value) => value switch
    {
        T typed => Write(typed),
        null => null,
        _ => ThrowSerializationError(value),
    };

    public override object? ParseLiteral(GraphQLValue value) => value switch
    {
        GraphQLStringValue text => Parse((string)text.Value),
        GraphQLNullValue => null,
        _ => ThrowLiteralConversionError(value),
    };

    public override object? ParseValue(object? value) => value switch
    {
        string text => Parse(text),
        T typed => Clean(typed),
        null => null,
        _ => ThrowValueConversionError(value),
    };

    /// <summary>The text of a value.</summary>
    protected abstract string Write(T value);

    /// <summary>The value of a text; null if the text has not the form of one.</summary>
    protected abstract T? Read(string text);

    /// <summary>A value that comes as itself, as far as the form can say it.</summary>
    protected virtual T Clean(T value) => value;

    private object? Parse(string text) => Read(text) is { } value ? value : ThrowValueConversionError(text);
}

/// <summary>An instant in UTC with milliseconds, RFC 3339. Input may have any offset; what is below a millisecond is cut.</summary>
internal sealed class InstantType : FormattedType<DateTime>
{
    /// <summary>As an instant in UTC is written.</summary>
    public const string Format = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

    /// <summary>RFC 3339, section 5.6, in upper case, to at most seven digits of a second.</summary>
    private static readonly string[] Formats =
        [.. Enumerable.Range(0, 8).Select(digits => $"yyyy-MM-dd'T'HH:mm:ss{(digits == 0 ? "" : "." + new string('f', digits))}").SelectMany(f => new[] { f + "'Z'", f + "zzz" })];

    public InstantType()
    {
        Name = "DateTime";
        Description = "An instant in UTC with milliseconds, RFC 3339.";
        this.ApplyDirective(SpecifiedByDirective.DirectiveName, SpecifiedByDirective.Url, "https://scalars.graphql.org/andimarek/date-time.html");
    }

    protected override string Write(DateTime value) => UtcMilliseconds.Cut(value).ToString(Format, CultureInfo.InvariantCulture);

    protected override DateTime? Read(string text) =>
        // Unlike DateTime it refuses what is outside of the years 1 to 9999 in UTC only.
        DateTimeOffset.TryParseExact(text, Formats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant)
            ? UtcMilliseconds.Cut(instant.UtcDateTime)
            : null;

    protected override DateTime Clean(DateTime value) => UtcMilliseconds.Cut(value);
}

/// <summary>A day, RFC 3339's <c>full-date</c>.</summary>
internal sealed class DateType : FormattedType<DateOnly>
{
    private const string Format = "yyyy-MM-dd";

    public DateType()
    {
        Name = "Date";
        Description = "A day of the site, such as 2026-11-30 (RFC 3339).";
        this.ApplyDirective(SpecifiedByDirective.DirectiveName, SpecifiedByDirective.Url, "https://scalars.graphql.org/andimarek/local-date.html");
    }

    protected override string Write(DateOnly value) => value.ToString(Format, CultureInfo.InvariantCulture);

    protected override DateOnly? Read(string text) => DateOnly.TryParseExact(text, Format, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}

/// <summary>Text with a meaning: carried as a string, checked by the use case that takes it.</summary>
internal abstract class TextType : StringGraphType;

/// <summary>An absolute http or https URL.</summary>
internal sealed class UrlType : TextType
{
    public UrlType()
    {
        (Name, Description) = ("URL", "An absolute http or https URL.");
        this.ApplyDirective(SpecifiedByDirective.DirectiveName, SpecifiedByDirective.Url, "https://url.spec.whatwg.org/");
    }
}

/// <summary>CommonMark as its writer typed it.</summary>
internal sealed class MarkdownType : TextType
{
    public MarkdownType() => (Name, Description) = ("Markdown", "CommonMark as its writer typed it.");
}

/// <summary>HTML made by this server.</summary>
internal sealed class HtmlType : TextType
{
    public HtmlType() =>
        (Name, Description) = ("HTML", "HTML made by this server from Markdown, cleaned to a small allow-list: safe to insert.");
}

/// <summary>An article's or comment's version.</summary>
internal sealed class VersionType : LongGraphType
{
    private const long Limit = 1L << 53;

    public VersionType()
    {
        Name = "Version";
        Description = "A whole number below 2^53 that grows with every visible change of one article. Larger is later; compare within one article only.";
    }

    public override object? ParseLiteral(GraphQLValue value) => InRange(base.ParseLiteral(value));
    public override object? ParseValue(object? value) => InRange(base.ParseValue(value));

    private object? InRange(object? value) => value is null or (>= 0L and < Limit) ? value : ThrowValueConversionError(value);
}

/// <summary>Where a scalar's form is written down (GraphQL specification, section 3.13.4); the engine has none built in.</summary>
internal sealed class SpecifiedByDirective : Directive
{
    public const string DirectiveName = "specifiedBy";
    public const string Url = "url";

    public SpecifiedByDirective() : base(DirectiveName, DirectiveLocation.Scalar)
    {
        Description = "Where the scalar's form is written down.";
        Arguments = new QueryArguments(new QueryArgument<NonNullGraphType<StringGraphType>> { Name = Url, Description = "The address of the text." });
    }
}

/// <summary>Gives a member or parameter the GraphQL type <typeparamref name="TType"/>; whether it may be null stays the C# type's to say.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Method | AttributeTargets.Parameter)]
internal abstract class ScalarAttribute<TType> : GraphQLAttribute where TType : ScalarGraphType
{
    public override void Modify(TypeInformation typeInformation) => typeInformation.GraphType = typeof(TType);
}

/// <summary>The scalar <c>URL</c>.</summary>
internal sealed class UrlAttribute : ScalarAttribute<UrlType>;

/// <summary>The scalar <c>Markdown</c>.</summary>
internal sealed class MarkdownAttribute : ScalarAttribute<MarkdownType>;

/// <summary>The scalar <c>HTML</c>.</summary>
internal sealed class HtmlAttribute : ScalarAttribute<HtmlType>;

/// <summary>The scalar <c>Version</c>.</summary>
internal sealed class VersionAttribute : ScalarAttribute<VersionType>;

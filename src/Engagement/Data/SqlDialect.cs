using System.Data.Common;

namespace Engagement.Data;

/// <summary>
/// What the engines spell differently. SQL text lives with its feature and is written once, with quoted names; it takes
/// from here only the few words that no two engines share.
/// </summary>
internal abstract class SqlDialect
{
    /// <summary>Told of each statement of ours before it runs, with the text for any dialect: how a check sees all of them.</summary>
    internal Action<Func<SqlDialect, string>, IReadOnlyList<object>>? Observer { get; set; }

    /// <summary>The text of a hand-written statement for this engine. Every one of them comes from here.</summary>
    /// <param name="text">Writes it for a dialect; a parameter stands as <c>{0}</c>.</param>
    /// <param name="parameters">Their values.</param>
    internal string Compose(Func<SqlDialect, string> text, IReadOnlyList<object> parameters)
    {
        Observer?.Invoke(text, parameters);
        return text(this);
    }

    /// <summary>Whether the engine has one writer at a time, so that writes queue in the process.</summary>
    public virtual bool SingleWriter => false;

    /// <summary>Whether a statement that is sent again and again costs less when it is prepared by the client.</summary>
    public virtual bool Prepares => true;

    /// <summary>The database's own clock, UTC.</summary>
    public abstract string UtcNow { get; }

    /// <summary>The literals of the engine's boolean column.</summary>
    public virtual (string False, string True) Booleans => ("0", "1");

    /// <summary>A whole number, 64-bit: the milliseconds between two instants that have no smaller parts.</summary>
    /// <param name="from">A column, or a parameter.</param>
    /// <param name="to">Not before it.</param>
    public abstract string Milliseconds(string from, string to);

    /// <summary>The clause, after ORDER BY, that ends a SELECT after as many rows as the parameter says.</summary>
    public abstract string Take(string parameter);

    /// <summary>
    /// A statement or several that lock the rows of a table with the given ids, one after the other, and so wait for other
    /// writers of these rows; empty where the transaction itself is the lock.
    /// </summary>
    /// <param name="table">The quoted table, whose key is "Id".</param>
    /// <param name="ids">The parameters that hold the ids, ascending.</param>
    /// <param name="shared">True: others may lock them the same way, but not change them.</param>
    public abstract string LockRows(string table, IReadOnlyList<string> ids, bool shared);

    /// <summary>
    /// A table expression of the rows in one JSON parameter (an array of objects), with the alias <c>r</c>.
    /// </summary>
    /// <param name="parameter">Stands for the JSON, such as <c>{0}</c>.</param>
    /// <param name="columns">Name and type of each column.</param>
    public abstract string Rows(string parameter, params (string Name, SqlType Type)[] columns);

    /// <summary>An INSERT … SELECT that leaves out rows whose key is there already.</summary>
    /// <param name="table">The quoted table.</param>
    /// <param name="columns">The quoted columns.</param>
    /// <param name="values">For each column the expression over <c>r</c>.</param>
    /// <param name="key">Those of <paramref name="columns"/> that are the key.</param>
    /// <param name="rows">From <see cref="Rows"/>.</param>
    public abstract string InsertOrIgnore(string table, IReadOnlyList<string> columns, IReadOnlyList<string> values, IReadOnlyList<string> key, string rows);

    /// <summary>Whether trying the same transaction again can succeed: deadlock, serialisation, lost connection, failover.</summary>
    public abstract bool IsTransient(Exception exception);

    /// <summary>Whether the database was silent for as long as the driver waits: asking once more costs as much again.</summary>
    public virtual bool IsTimeout(Exception exception) => false;

    /// <summary>Whether the connection was lost, so that another one may do at once. Never so where there is none, as in a file.</summary>
    public virtual bool IsLostConnection(Exception exception) => false;

    /// <summary>Whether a unique index or primary key refused a row.</summary>
    public abstract bool IsDuplicate(Exception exception);

    /// <summary>The outermost exception of the database driver, or null.</summary>
    protected static T? Find<T>(Exception? exception) where T : DbException
    {
        for (; exception is not null; exception = exception.InnerException)
            if (exception is T found)
                return found;
        return null;
    }
}

/// <summary>The types of columns of <see cref="SqlDialect.Rows"/>.</summary>
internal enum SqlType
{
    /// <summary>64-bit integer.</summary>
    Long,

    /// <summary>Text of any length, compared by code units.</summary>
    Text,
}

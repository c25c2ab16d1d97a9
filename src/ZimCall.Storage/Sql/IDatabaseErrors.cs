using System.Data.Common;

namespace ZimCall.Storage.Sql;

/// <summary>What a database's errors mean.</summary>
internal interface IDatabaseErrors
{
    /// <summary>Whether trying again may help, and how long to go on trying.</summary>
    TimeSpan PatienceWith(DbException exception);

    /// <summary>What is wrong, where, and what to do about it.</summary>
    string Explain(DbException exception);
}

using System.Data.Common;
using Microsoft.Data.Sqlite;
using SQLitePCL;
using ZimCall.Storage.Sql;

namespace ZimCall.Storage.Sqlite;

/// <summary>SQLite's errors in words. Nothing is tried again: the library itself waits for locks.</summary>
/// <param name="file">The database.</param>
internal sealed class SqliteErrors(string file) : IDatabaseErrors
{
    public TimeSpan PatienceWith(DbException exception) => TimeSpan.Zero;

    public string Explain(DbException exception) => (exception as SqliteException)?.SqliteErrorCode switch
    {
        raw.SQLITE_FULL => $"The disk of {file} is full: make room; nothing that was stored is lost",
        raw.SQLITE_READONLY => $"{file} cannot be written: give the server's user the right to write it and its folder, -wal and -shm files included",
        raw.SQLITE_PERM or raw.SQLITE_CANTOPEN or raw.SQLITE_AUTH =>
            $"{file} cannot be opened: see that its folder is there and the server's user may read and write in it",
        raw.SQLITE_BUSY or raw.SQLITE_LOCKED => $"{file} is locked by another program: end it, or give each server a folder of its own",
        raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB =>
            $"{file} is damaged, or no SQLite database: restore it from a backup, or save what can be saved with sqlite3's .recover",
        raw.SQLITE_IOERR => $"{file} cannot be read or written, the disk failed or is gone: see the system's log",
        _ => $"{file}: {exception.Message}",
    };
}

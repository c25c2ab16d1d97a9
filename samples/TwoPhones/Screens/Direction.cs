namespace TwoPhones.Screens;

/// <summary>Whether somebody does something or is told something.</summary>
internal enum Direction
{
    Does,
    IsTold,
}

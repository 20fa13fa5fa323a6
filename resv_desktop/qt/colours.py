"""The values of the house's colours; who paints asks the Look for the one in force."""

from typing import Final, Literal

Role = Literal[
    "window", "surface", "raised", "sunken", "line", "lineStrong", "text", "muted",
    "accent", "accentHover", "onAccent", "accentSoft",
    "free", "freeBg", "reserved", "reservedBg", "arrived", "arrivedBg", "seated", "seatedBg",
    "done", "doneBg", "warn", "warnBg", "error", "errorHover", "errorBg", "onError",
    "success", "successBg", "codeInk", "codePaper",
]  # fmt: skip

# The only place in the program where a colour has a value: (light, dark) by role.
COLOURS: Final[dict[Role, tuple[str, str]]] = {
    "window": ("#F1F3F2", "#131716"),
    "surface": ("#FFFFFF", "#1B2120"),
    "raised": ("#F7F9F8", "#232A29"),
    "sunken": ("#E7EBE9", "#0E1211"),
    "line": ("#D6DCD9", "#343D3B"),
    "lineStrong": ("#7C8683", "#7A8582"),
    "text": ("#1C2322", "#E9EDEB"),
    "muted": ("#56605D", "#A5AFAC"),
    "accent": ("#0B5A6B", "#6CC5D6"),
    "accentHover": ("#094B5A", "#86D3E1"),
    "onAccent": ("#FFFFFF", "#08232A"),
    "accentSoft": ("#DCEBED", "#1B3A42"),
    "free": ("#1B6B3A", "#7FD39B"),
    "freeBg": ("#E4F2E7", "#18331F"),
    "reserved": ("#3A4A8C", "#AAB6F2"),
    "reservedBg": ("#E8EAF6", "#262C4A"),
    "arrived": ("#665600", "#DDCB6A"),
    "arrivedBg": ("#F5EFCB", "#332E10"),
    "seated": ("#7A2F6B", "#E3A0D2"),
    "seatedBg": ("#F5E6F1", "#3B2136"),
    "done": ("#56605D", "#A5AFAC"),
    "doneBg": ("#E9ECEB", "#29302E"),
    "warn": ("#9A3F00", "#FFAE78"),
    "warnBg": ("#FCE8DA", "#43260F"),
    "error": ("#A8201F", "#FF9B94"),
    "errorHover": ("#8C1918", "#FFB4AE"),
    "errorBg": ("#FBE6E4", "#421C1B"),
    "onError": ("#FFFFFF", "#2E0D0C"),
    "success": ("#1B6B3A", "#7FD39B"),
    "successBg": ("#E4F2E7", "#18331F"),
    # What reads a code expects dark on light, also in a dim room.
    "codeInk": ("#1C2322", "#1C2322"),
    "codePaper": ("#FFFFFF", "#FFFFFF"),
}

;;; shim-session.el --- What is known about each project -*- lexical-binding: t; -*-

;; SPDX-License-Identifier: MIT

;;; Commentary:

;; The state of each project's session, as far as the server has told it.
;; Nothing here talks to the server.

;;; Code:

(require 'cl-lib)
(require 'project)

(defgroup shim nil
  "List, switch and route language models with shim-lsp."
  :group 'tools
  :prefix "shim-")

(defvar shim-changed-hook nil
  "Normal hook, run after a model, the catalog or a decision changed.")

(cl-defstruct shim-session
  "What is known about a project.  MODELS and CATALOG are as in `listModels'.
GENERATION is the newest that was heard of, LOOKED the one in which
the server last looked at the models of this machine."
  root active models catalog decision (generation 0) looked)

(defvar shim--sessions (make-hash-table :test #'equal)
  "Sessions by their root.")

(defvar-local shim--root nil
  "A pair: a directory, and the root of its project.")

(defun shim--home ()
  "Return the folder that the server opens by itself."
  (directory-file-name (expand-file-name "~")))

(defun shim-root ()
  "Return the folder whose session serves this buffer.
It is the project's root.  Outside of a project, and on another
machine, it is your home directory."
  (unless (equal (car shim--root) default-directory)
    (let ((project (unless (file-remote-p default-directory) (project-current))))
      (setq shim--root
            (cons default-directory
                  (directory-file-name
                   (expand-file-name (if project (project-root project) "~")))))))
  (cdr shim--root))

(defun shim-session (&optional root)
  "Return the session of ROOT or of this buffer, or nil if there is none yet."
  (gethash (or root (shim-root)) shim--sessions))

(defun shim-session-model (session slug)
  "Return the model of SESSION with the name SLUG, or nil."
  (cl-find slug (shim-session-models session)
           :key (lambda (model) (plist-get model :slug)) :test #'equal))

(defun shim--changed ()
  "Tell everyone that something changed."
  (force-mode-line-update t)
  (run-hooks 'shim-changed-hook))

(defvar shim--reported (make-hash-table :test #'equal)
  "The error that was shown last, by the root of its session.")

(defun shim--report (session)
  "Show the first error of SESSION's catalog, once."
  (let* ((root (shim-session-root session))
         (problems (plist-get (shim-session-catalog session) :problems))
         (first (cl-find "error" problems
                         :key (lambda (problem) (plist-get problem :severity)) :test #'equal))
         (text (when first
                 (format "%s: %s" (abbreviate-file-name (plist-get first :source))
                         (plist-get first :message)))))
    (unless (equal text (gethash root shim--reported))
      (puthash root text shim--reported)
      (when text (message "Shim: %s" text)))))

(provide 'shim-session)
;;; shim-session.el ends here

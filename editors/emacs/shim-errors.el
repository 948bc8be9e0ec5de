;;; shim-errors.el --- What can go wrong with shim-lsp -*- lexical-binding: t; -*-

;; SPDX-License-Identifier: MIT

;;; Commentary:

;; A condition below `shim-error' for each code of docs/protocol.md.  The
;; data of a condition is a message for a person, then a plist.

;;; Code:

(define-error 'shim-error "Shim")
(define-error 'shim-program-not-found "The program is missing" 'shim-error)
(define-error 'shim-server-ended "The server has ended" 'shim-error)
(define-error 'shim-timeout "The server did not answer in time" 'shim-error)
(define-error 'shim-invalid-parameters "Invalid parameters" 'shim-error)
(define-error 'shim-unknown-model "Unknown model" 'shim-error)
(define-error 'shim-no-routable-model "No routable model" 'shim-error)
(define-error 'shim-invalid-catalog "Invalid catalog" 'shim-error)
(define-error 'shim-upstream-failed "Every model failed" 'shim-error)
(define-error 'shim-unknown-workspace "Unknown workspace" 'shim-error)
(define-error 'shim-unknown-decision "Unknown decision" 'shim-error)

(defconst shim--conditions
  '((-32602 . shim-invalid-parameters)
    (-1 . shim-server-ended)
    (1001 . shim-unknown-model)
    (1002 . shim-no-routable-model)
    (1003 . shim-invalid-catalog)
    (1004 . shim-upstream-failed)
    (1005 . shim-unknown-workspace)
    (1006 . shim-unknown-decision))
  "The condition of each code of docs/protocol.md.")

(defun shim-error-message (err)
  "Return the text of ERR, a caught `shim-error', for a person."
  (cadr err))

(defun shim-error-data (err)
  "Return the data of ERR, a caught `shim-error', as a plist; nil for none."
  (plist-get (cddr err) :data))

(defun shim--signal (problem)
  "Signal the condition of PROBLEM, an error of the protocol as a plist.
An empty one says that no answer came in time."
  (let ((code (plist-get problem :code)))
    (if (null code)
        (signal 'shim-timeout
                (list "shim-lsp did not answer in time.  See `shim-timeout'."))
      (signal (alist-get code shim--conditions 'shim-error)
              (list (if (eq code -1)
                        "shim-lsp has ended.  See the buffer \" *shim stderr*\"."
                      (or (plist-get problem :message) "No message"))
                    :code code
                    :data (plist-get problem :data))))))

(provide 'shim-errors)
;;; shim-errors.el ends here
